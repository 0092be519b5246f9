"""What connections may take."""

from __future__ import annotations

import asyncio
import resource
import socket
import subprocess
import sys

import pytest

from preventiegraaf.serving.connections import SILENT_SECONDS, end_silent_readers

COUNTING = """
import os, resource, sys
from preventiegraaf.serving.connections import most_connections
for limits in sys.argv[1:]:
    if not os.fork():
        resource.setrlimit(resource.RLIMIT_NOFILE, tuple(map(int, limits.split(":"))))
        print(most_connections(), *resource.getrlimit(resource.RLIMIT_NOFILE), flush=True)
        os._exit(0)
    os.wait()
"""


def counted(*limits: tuple[int, int]) -> list[list[int]]:
    """The connections that processes with these limits can hold, soft and hard, and their limits then."""
    command = [sys.executable, "-c", COUNTING, *(f"{soft}:{hard}" for soft, hard in limits)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [[int(word) for word in line.split()] for line in done.stdout.splitlines()]


def test_a_process_holds_no_more_connections_than_it_has_descriptors_for() -> None:
    assert counted((256, 1_300), (64, 64)) == [[200, 1_300, 1_300], [1, 64, 64]]


def test_the_limit_on_descriptors_is_raised_no_further_than_needed() -> None:
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    if hard < 17_000:
        pytest.skip("this user may not have so many open files")
    assert counted((1_024, 17_000)) == [[4_000, 16_500, 17_000]]


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_connections_to_a_process_end_when_their_client_takes_nothing(host: str) -> None:
    """The kernel does it, after the time that every accepted connection has from the socket that listens."""
    if host == "::1" and not socket.has_dualstack_ipv6():
        pytest.skip("no IPv6 here")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, 0), family=family) as listener:

        async def begin() -> None:
            asyncio.get_running_loop().call_soon(end_silent_readers)
            await asyncio.sleep(0)

        asyncio.run(begin())
        with socket.create_connection(listener.getsockname()[:2]), listener.accept()[0] as accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == SILENT_SECONDS * 1_000
