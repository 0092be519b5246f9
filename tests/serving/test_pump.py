from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from preventiegraaf.serving import pump as module
from preventiegraaf.serving.exchange import Span
from preventiegraaf.serving.gateway import spooled
from preventiegraaf.serving.pump import Pump
from waiting import SECONDS, descriptors

CONTENT = os.urandom(3_000_000)


@pytest.fixture
def span() -> Iterator[Span]:
    made = spooled([CONTENT])
    yield made
    made.closing()


async def sent(pump: Pump, body: bytes | Span, delay: float = 0.0) -> bytes:
    """What a reader in another thread finds at the path, which it opens some seconds after it is told."""

    def read(path: str) -> bytes:
        time.sleep(delay)
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123
            return b"".join(iter(lambda: file.read(100_000), b""))

    async with pump.through(body) as path:
        reading = asyncio.ensure_future(asyncio.to_thread(read, path))
    return await reading


def test_all_bytes_go_through(span: Span) -> None:
    before = descriptors()
    assert asyncio.run(sent(Pump(1), span)) == CONTENT
    assert descriptors() == before


def test_bytes_in_memory_go_through() -> None:
    assert asyncio.run(sent(Pump(1), CONTENT)) == CONTENT


def test_part_of_a_file_goes_through(span: Span) -> None:
    part = Span(span.file, 1_000_000, 2_000_001, span.closing)
    assert asyncio.run(sent(Pump(1), part, delay=0.05)) == CONTENT[1_000_000:2_000_001]


def test_few_bytes_wait_for_their_reader(span: Span) -> None:
    assert asyncio.run(sent(Pump(1), Span(span.file, 0, 10, span.closing), delay=0.2)) == CONTENT[:10]


def test_a_reader_that_hangs_up_ends_it(span: Span) -> None:
    async def hang_up() -> None:
        pump = Pump(1)
        async with pump.through(span) as path:
            reader = os.open(path, os.O_RDONLY)

            def close() -> None:
                os.read(reader, 10_000)
                os.close(reader)

            asyncio.get_running_loop().call_later(0.1, close)
        assert pump.has_room(10)

    before = descriptors()
    asyncio.run(asyncio.wait_for(hang_up(), SECONDS))
    assert descriptors() == before


def test_a_reader_that_takes_nothing_ends_it(span: Span, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SILENT_SECONDS", 0.2)

    async def stall() -> None:
        pump = Pump(1)
        async with pump.through(span):
            assert not pump.has_room(1)
        assert pump.has_room(1)

    before = descriptors()
    asyncio.run(asyncio.wait_for(stall(), SECONDS))
    assert descriptors() == before


def test_a_client_that_is_gone_before_the_server_reads_is_not_waited_for(
    span: Span, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SILENT_SECONDS", 10 * SECONDS)

    async def leave() -> None:
        pump, left = Pump(1), asyncio.Event()
        async with pump.through(span, left.wait):
            asyncio.get_running_loop().call_later(0.1, left.set)
        assert pump.has_room(10)

    before = descriptors()
    asyncio.run(asyncio.wait_for(leave(), SECONDS))
    assert descriptors() == before


def test_the_bytes_on_their_way_are_bounded(span: Span) -> None:
    async def hold() -> tuple[bool, bool]:
        pump = Pump(5_000_000)
        async with pump.through(span) as path:
            found = pump.has_room(2_000_000), pump.has_room(2_000_001)
            os.close(os.open(path, os.O_RDONLY))
            reading = asyncio.ensure_future(asyncio.to_thread(lambda: Path(path).read_bytes()))
        await reading
        return found

    assert asyncio.run(hold()) == (True, False)
