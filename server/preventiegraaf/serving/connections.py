"""What the connections of a server process may take: how many, how many bytes in each, and how long a silence."""

from __future__ import annotations

import contextlib
import os
import resource
import socket
from collections.abc import Iterator
from pathlib import Path

SILENT_SECONDS = 30
"""The seconds that a client may take to send the head of a request, or nothing of what it is sent."""
HEAD_BYTES = 131_072
"""Bytes after which a head that has not ended is refused; so many of an answer may also wait in a connection."""
_MOST, _FILES_EACH, _OTHER_FILES = 4_000, 4, 500
"""Connections, the files that the answer on one may need, and those that the process has open whatever comes."""
_OWN_FILES = Path("/proc/self/fd")


def most_connections() -> int:
    """The connections that a process can hold; the limit on its open files is raised as far as it may be."""
    wanted = _OTHER_FILES + _MOST * _FILES_EACH
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    reachable = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < reachable:
        with contextlib.suppress(ValueError, OSError):  # a system may set another limit of its own
            resource.setrlimit(resource.RLIMIT_NOFILE, (reachable, hard))
    soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    files = wanted if soft == resource.RLIM_INFINITY else min(wanted, soft)
    return max(1, (files - _OTHER_FILES) // _FILES_EACH)


def end_silent_readers() -> None:
    """Have the kernel end each connection to this process whose client takes nothing of an answer for too long.

    Granian waits for such a client for ever. Connections get the option (TCP_USER_TIMEOUT, in tcp(7)) from the socket
    that listens, which is found among the open files; on systems that have neither nothing changes.
    """
    if not _OWN_FILES.is_dir() or not hasattr(socket, "TCP_USER_TIMEOUT"):
        return
    for found in _own_sockets():
        if found.family != socket.AF_UNIX and found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
            found.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, SILENT_SECONDS * 1_000)


def ports_of_clients() -> set[int] | None:
    """The ports at the other ends of this process's connections, or None where the system does not tell them."""
    if not _OWN_FILES.is_dir():
        return None
    ports = set()
    for found in _own_sockets():
        if found.family != socket.AF_UNIX:
            with contextlib.suppress(OSError):  # one that listens has no other end
                ports.add(int(found.getpeername()[1]))
    return ports


def _own_sockets() -> Iterator[socket.socket]:
    """The sockets of this process, each opened once more and closed when the next one is taken."""
    for path in _OWN_FILES.iterdir():
        with contextlib.suppress(OSError):  # it may be closed meanwhile, or be another thing
            if path.is_socket():
                with socket.socket(fileno=os.dup(int(path.name))) as found:
                    yield found
