"""Bytes that granian holds for clients: how many at most, and until when.

Of an answer given as bytes granian makes a copy, and keeps it until the client has taken it, however long that takes;
it does not tell when that is. But a connection that brings another request has its answer, and one that has ended needs
it no more. A client may send one request more before it takes the first answer; so what is held is at most twice what
is counted here.
"""

from __future__ import annotations

import asyncio

from preventiegraaf.serving.connections import ports_of_clients

_PAUSE_SECONDS = 0.5


class Loans:
    """What is held for each client, who is known by address and port, together within a number of bytes."""

    def __init__(self, most: int) -> None:
        self._most, self._held = most, 0
        self._borrowers: dict[str, int] = {}
        self._collecting: asyncio.Task[None] | None = None

    def __len__(self) -> int:
        """The bytes that are held."""
        return self._held

    def lend(self, client: str, size: int) -> bool:
        """Count bytes that are held for a client from now on; if they are too many, look for clients that are gone."""
        if self._held + size > self._most:
            if self._collecting is None or self._collecting.done():
                self._collecting = asyncio.ensure_future(self._collect())
            return False
        self.settle(client)
        self._borrowers[client] = size
        self._held += size
        return True

    def settle(self, client: str) -> None:
        """Nothing is held for a client any more."""
        self._held -= self._borrowers.pop(client, 0)

    async def _collect(self) -> None:
        """Settle for the clients whose connections have ended; then pause, so that this takes little time in all."""
        before = list(self._borrowers)
        ports = await asyncio.to_thread(ports_of_clients)
        for client in before:
            if ports is not None and int(client.rpartition(":")[2]) not in ports:
                self.settle(client)
        await asyncio.sleep(_PAUSE_SECONDS)
