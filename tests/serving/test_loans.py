"""How much of what is sent from memory may be on its way."""

from __future__ import annotations

import asyncio
import socket
from contextlib import ExitStack

import pytest

from preventiegraaf.serving import loans as module
from preventiegraaf.serving.loans import Loans
from waiting import SECONDS


def named(connection: socket.socket) -> str:
    """A client as the server knows it: by the other end of the connection that it accepted."""
    host, port = connection.getpeername()[:2]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def test_no_more_is_lent_than_may_be() -> None:
    async def lend() -> None:
        loans = Loans(100)
        assert [loans.lend(client, 40) for client in ("a:1", "b:2", "c:3")] == [True, True, False]
        loans.settle("c:3")
        assert len(loans) == 80
        loans.settle("a:1")
        assert (loans.lend("c:3", 60), len(loans)) == (True, 100)

    asyncio.run(lend())


def test_who_asks_again_has_what_was_lent() -> None:
    loans = Loans(100)
    assert [loans.lend("a:1", 40) for _ in range(2)] == [True, True]
    assert len(loans) == 40


def test_clients_that_are_gone_are_looked_for_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes time to look at all descriptors of the process, and everyone who asks for much would have it done."""
    looks: list[bool] = []

    def look() -> set[int]:
        looks.append(True)
        return {1}

    monkeypatch.setattr(module, "ports_of_clients", look)
    monkeypatch.setattr(module, "_PAUSE_SECONDS", SECONDS)

    async def lend() -> None:
        loans = Loans(10)
        assert loans.lend("a:1", 10)
        assert not loans.lend("b:2", 10)
        async with asyncio.timeout(SECONDS):
            while not looks:
                assert not loans.lend("b:2", 10)
                await asyncio.sleep(0)
        for _ in range(100):
            assert not loans.lend("b:2", 10)
            await asyncio.sleep(0.001)

    asyncio.run(lend())
    assert looks == [True]


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_clients_that_are_gone_have_nothing(host: str) -> None:
    if host == "::1" and not socket.has_dualstack_ipv6():
        pytest.skip("no IPv6 here")

    async def lend(here: str, gone: str) -> Loans:
        loans = Loans(100)
        assert [loans.lend(client, 50) for client in (here, gone, "10.0.0.1:9")] == [True, True, False]
        async with asyncio.timeout(SECONDS):
            while len(loans) > 50:
                assert not loans.lend("10.0.0.1:9", 100)  # it looks again, should the end not be known at first
                await asyncio.sleep(0.01)
        return loans

    with ExitStack() as stack:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = stack.enter_context(socket.create_server((host, 0), family=family))
        clients = [stack.enter_context(socket.create_connection(listener.getsockname()[:2])) for _ in range(2)]
        here, gone = (stack.enter_context(listener.accept()[0]) for _ in clients)
        names = named(here), named(gone)
        gone.close()
        clients[1].close()
        loans = asyncio.run(lend(*names))
        assert len(loans) == 50
        loans.settle(names[0])
        assert len(loans) == 0
