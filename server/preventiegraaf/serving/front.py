"""The front of a server process: an RSGI application that answers from the cache or hands on to Flask.

RSGI (granian's server gateway interface) tells when a client hangs up, which WSGI cannot; so a query whose client is
gone frees its worker.
"""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from preventiegraaf.errors import PreventiegraafError
from preventiegraaf.serving.access import AccessLog
from preventiegraaf.serving.cache import Sent
from preventiegraaf.serving.compression import coding, compressed, unchanged, uncoded
from preventiegraaf.serving.connections import end_silent_readers
from preventiegraaf.serving.direct import Plain, read_plain
from preventiegraaf.serving.exchange import Incoming, Outgoing, text
from preventiegraaf.serving.gateway import call
from preventiegraaf.serving.loans import Loans
from preventiegraaf.serving.metrics import Metrics
from preventiegraaf.serving.state import CurrentState, State
from preventiegraaf.serving.stopping import stop_seconds
from preventiegraaf.serving.wire import RequestRefusedError, Sender, as_sent, is_long, read_body, read_request
from preventiegraaf.settings import Settings

_MORE_THREADS = 32
"""Threads beside those that are needed for as many queries as may wait or run."""
_GLANCE_SECONDS = 1.0
_LEAVE_SECONDS = 1.0
"""How long the end waits for a page that is being made before anybody asked for it."""
_TROUBLE_SECONDS = 10.0
_LONG_ANSWERS = 8
"""How many of the longest answers may be on their way at a time."""
_LENT_MEGABYTES = 48
"""How much of prepared files that are sent from memory may be on its way at a time; more is sent from the files."""
_KILOBYTE, _MEGABYTE = 1_000, 1_000_000
_ABANDONED = 499
"""The status, in log and figures, of a request whose client hung up (as nginx has it); nobody receives it."""
_FAILED = text(500, "Something went wrong here; the operator can see what.\n")
_logger = logging.getLogger(__name__)


class Front:
    """The RSGI application of one process.

    `figures` is the folder in which the processes share their figures; `parent` is the process that started this one,
    which ends without it. `ending` is set when it is to end.
    """

    def __init__(self, settings: Settings, figures: Path, parent: int) -> None:
        self._figures, self._parent = figures, parent
        queries = settings.query_waiting + settings.query_workers + settings.query_long
        self._threads = ThreadPoolExecutor(queries + _MORE_THREADS, thread_name_prefix="request")
        self._access = AccessLog(settings.access_log)
        self._metrics = Metrics(figures)
        self._largest = settings.request_kilobytes * _KILOBYTE
        self._proxies = settings.proxies
        self._loans = Loans(_LENT_MEGABYTES * _MEGABYTE)
        self._sender = Sender(_LONG_ANSWERS * settings.query_megabytes * _MEGABYTE, self._loans)
        self._current = CurrentState(settings)
        self.ending = threading.Event()
        self._watching = threading.Thread(target=self._watch, name="snapshots", daemon=True)
        self._stop_seconds = stop_seconds(settings)
        self._trouble = ""

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begin to look for newer snapshots; what concerns connections is done as soon as they are listened for."""
        loop.call_soon(end_silent_readers)
        self._watching.start()

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        """End the workers, and let go of the log."""
        self.ending.set()
        self._watching.join(_LEAVE_SECONDS)
        self._current.close()
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._access.close()

    def _watch(self) -> None:
        """Look for a newer snapshot every second, and end this process if the one that started it is gone."""
        self._warm()
        while not self.ending.wait(_GLANCE_SECONDS):
            if os.getppid() != self._parent:
                shutil.rmtree(self._figures, ignore_errors=True)
                os.kill(os.getpid(), signal.SIGTERM)
                time.sleep(self._stop_seconds)
                os._exit(1)  # nobody else is there to do it
            self._metrics.save()
            self._renew()

    def _warm(self) -> None:
        try:
            self._current.warm(self.ending.is_set)
        except Exception:
            _logger.exception("Not all that the first readers need could be made ready.")

    def _renew(self) -> None:
        try:
            if self._current.renew(self.ending.is_set):
                self._metrics.switched()
                _logger.warning("Now serving snapshot %s.", self._current.digest)
            self._trouble = ""
        except Exception as error:
            if str(error) != self._trouble:
                _logger.exception("The newer snapshot cannot be served; the one before it is served on.")
            self._trouble = str(error)
            self.ending.wait(_TROUBLE_SECONDS)

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        """Answer one request."""
        if scope.proto != "http":
            protocol.close(403)
            return
        if self._loans:
            self._loans.settle(scope.client)
        own = self._own_answer(scope.path)
        if own is not None:
            await self._sender.send(protocol, own, scope.method)
            return
        sent = as_sent(scope)
        if sent and self._answer_again(scope, protocol, sent):
            return
        try:
            request = read_request(scope, self._proxies)
        except RequestRefusedError as error:
            await self._sender.send(protocol, error.answer, scope.method)
            return
        plain = read_plain(request)
        is_answered, plain = self._answer_at_once(protocol, request, sent, plain) if plain else (False, None)
        if not is_answered:
            await self._serve(scope, protocol, request, sent, plain)

    def _answer_again(self, scope: Any, protocol: Any, sent: Sent) -> bool:
        """Answer a request that came before, sign for sign, and whose answer is still here; tell whether it was so."""
        begin = time.perf_counter()
        answer = self._current.now.cache.again(sent)
        if answer is None or is_long(answer):
            return False
        self._sender.send_at_once(protocol, answer, "GET", scope.client)
        seconds = time.perf_counter() - begin
        self._metrics.end(scope.path, answer, seconds, cached=True)
        if self._access.is_kept:
            self._access.note(read_request(scope, self._proxies), answer, seconds, cached=True)
        return True

    def _answer_at_once(self, protocol: Any, request: Incoming, sent: Sent, plain: Plain) -> tuple[bool, Plain | None]:
        """Answer a plain query without waiting for anything, if that can be, and tell whether it was so.

        If it was not, also gives what is to ask of the engine.
        """
        begin, state = time.perf_counter(), self._current.now
        answer, left = state.cache.find(request, sent), None
        cached = answer is not None
        if answer is None:
            answer, left = _at_once(state, plain)
            if answer is not None:
                answer = compressed(answer, coding(request))
                state.cache.keep_query(request, answer)
        if answer is None or is_long(answer):
            return False, left
        self._sender.send_at_once(protocol, answer, request.method)
        seconds = time.perf_counter() - begin
        self._metrics.end(request.path, answer, seconds, cached)
        self._access.note(request, answer, seconds, cached)
        return True, None

    async def _serve(self, scope: Any, protocol: Any, request: Incoming, sent: Sent, plain: Plain | None) -> None:
        """Answer a request, count it and note it."""
        begin = time.perf_counter()
        answer, cached = _FAILED, False
        try:
            with self._metrics.under_way():
                body = await read_body(scope, protocol, self._largest)
                if isinstance(body, Outgoing):
                    answer = await self._sender.send(protocol, body, request.method)
                else:
                    request = replace(request, body=body) if body else request
                    answer, cached = await self._answer(protocol, request, sent, plain)
        finally:
            seconds = time.perf_counter() - begin
            self._metrics.end(request.path, answer, seconds, cached)
            self._access.note(request, answer, seconds, cached)

    async def _answer(self, protocol: Any, request: Incoming, sent: Sent, plain: Plain | None) -> tuple[Outgoing, bool]:
        """Answer a request; gives the answer that was sent, and whether it came from the cache."""
        with self._current.request() as state:
            found = state.cache.find(request, sent)
            answer = found or await self._ask(state, request, protocol, plain)
            return await self._sender.send(protocol, answer, request.method), found is not None

    def _own_answer(self, path: str) -> Outgoing | None:
        """What the front itself answers, whatever else is under way: whether it lives, is ready, and its figures."""
        if path == "/healthz":
            return text(200, "ok\n")
        if path == "/readyz":
            ready = self._current.ready
            return text(200 if ready else 503, f"{'serving' if ready else 'lost'} snapshot {self._current.digest}\n")
        if path == "/metrics":
            return self._metrics.exposition()
        return None

    async def _ask(self, state: State, request: Incoming, protocol: Any, plain: Plain | None) -> Outgoing:
        """The answer of the engine to a plain query, else of the application; it is kept if it may be.

        HEAD is asked as GET, so that both have the same headers and share what is kept; its body is not sent.
        """
        asked = replace(request, method="GET") if request.method == "HEAD" else request
        chosen = coding(request)
        answer = await self._call(protocol, partial(_called, state, asked, plain, chosen))
        state.cache.keep(asked, answer)
        return answer

    async def _call(self, protocol: Any, make: Callable[[Callable[[], bool]], Outgoing]) -> Outgoing:
        """An answer that is made in a thread, which learns if the client hangs up."""
        gone = threading.Event()
        watch = asyncio.ensure_future(_tell_when_gone(protocol, gone))
        loop = asyncio.get_running_loop()
        try:
            answer = await loop.run_in_executor(self._threads, make, gone.is_set)
        except Exception:
            _logger.exception("Unforeseen error")
            return _FAILED
        finally:
            watch.cancel()
        if not gone.is_set():
            return answer
        answer.close()
        return replace(answer, status=_ABANDONED, body=b"")


def _at_once(state: State, plain: Plain) -> tuple[Outgoing | None, Plain | None]:
    """What is answered at once and what is left to ask; neither after an error, which the application is to tell."""
    try:
        return state.direct.at_once(plain)
    except PreventiegraafError:
        return None, None
    except Exception:
        _logger.exception("Unforeseen error")
        return None, None


def _called(
    state: State, request: Incoming, plain: Plain | None, chosen: str | None, gone: Callable[[], bool]
) -> Outgoing:
    """The answer of the engine to a plain query; in all other cases, and to tell an error, that of the application."""
    met: PreventiegraafError | None = None
    if plain is not None:
        try:
            found = state.direct.ask(plain, request, gone)
            if found is not None:
                return compressed(found, chosen)
        except PreventiegraafError as error:
            met = error.with_traceback(None)
            met.__cause__ = met.__context__ = None  # they would keep what only this thread may let go of
    answer = call(state.application, uncoded(request), gone, met)
    return unchanged(answer, request) if answer.status == 304 else compressed(answer, chosen)


async def _tell_when_gone(protocol: Any, gone: threading.Event) -> None:
    await protocol.client_disconnect()
    gone.set()
