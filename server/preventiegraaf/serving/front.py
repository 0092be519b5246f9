"""The front of a server process: an RSGI application that answers from the cache or hands on to Flask.

RSGI (granian's server gateway interface) tells when a client hangs up, which WSGI cannot; so a query whose client is
gone frees its worker.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from preventiegraaf.serving.access import AccessLog
from preventiegraaf.serving.compression import coding, compressed, uncoded
from preventiegraaf.serving.exchange import Incoming, Outgoing, text
from preventiegraaf.serving.gateway import call
from preventiegraaf.serving.metrics import Metrics
from preventiegraaf.serving.state import CurrentState, State
from preventiegraaf.serving.wire import read_body, read_request, send
from preventiegraaf.settings import Settings

_THREADS = 64
_GLANCE_SECONDS = 1.0
_FAILED = text(500, "Something went wrong here; the operator can see what.\n")
_TOO_LARGE = text(413, "The request is too large. Send a shorter query.\n")
_logger = logging.getLogger(__name__)


class Front:
    """The RSGI application of one process."""

    def __init__(self, settings: Settings) -> None:
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="request")
        self._access = AccessLog(settings.access_log)
        self._metrics = Metrics()
        self._largest = settings.request_kilobytes * 1_000
        self._current = CurrentState(settings)
        self._ending = threading.Event()

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begin to look for newer snapshots."""
        threading.Thread(target=self._watch, name="snapshots", daemon=True).start()

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        """End the workers."""
        self._ending.set()
        self._current.state.retire()
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _watch(self) -> None:
        while not self._ending.wait(_GLANCE_SECONDS):
            try:
                if self._current.renew():
                    self._metrics.switched()
                    _logger.warning("Now serving snapshot %s.", self._current.state.digest)
            except Exception:
                _logger.exception("The newer snapshot cannot be opened; the one before it is served on.")

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        """Answer one request."""
        if scope.proto != "http":
            protocol.close(403)
            return
        own = self._own_answer(scope.path)
        if own is not None:
            await send(protocol, own, scope.method)
            return
        begin = time.perf_counter()
        self._metrics.begin()
        body = await read_body(scope, protocol, self._largest)
        request = read_request(scope, body or b"")
        answer, cached = _TOO_LARGE, False
        try:
            with self._current.state.request() as state:
                if body is not None:
                    found = state.cache.find(request)
                    answer, cached = found or await self._ask(state, request, protocol), found is not None
                await send(protocol, answer, request.method)
        finally:
            seconds = time.perf_counter() - begin
            self._metrics.end(request, answer, seconds, cached)
            self._access.note(request, answer, seconds, cached)

    def _own_answer(self, path: str) -> Outgoing | None:
        """What the front itself answers, whatever else is under way: whether it lives, is ready, and its figures."""
        if path == "/healthz":
            return text(200, "ok\n")
        if path == "/readyz":
            return text(200, f"serving snapshot {self._current.state.digest}\n")
        if path == "/metrics":
            return text(200, self._metrics.exposition().decode())
        return None

    async def _ask(self, state: State, request: Incoming, protocol: Any) -> Outgoing:
        """The application's answer, which is kept if it may be."""
        gone = threading.Event()
        watch = asyncio.ensure_future(_tell_when_gone(protocol, gone))
        chosen = coding(request)
        loop = asyncio.get_running_loop()
        try:
            answer = await loop.run_in_executor(
                self._threads, lambda: compressed(call(state.application, uncoded(request), gone.is_set), chosen)
            )
        except Exception:
            _logger.exception("Unforeseen error on %s", request.path)
            return _FAILED
        finally:
            watch.cancel()
        state.cache.keep(request, answer)
        return answer


async def _tell_when_gone(protocol: Any, gone: threading.Event) -> None:
    await protocol.client_disconnect()
    gone.set()
