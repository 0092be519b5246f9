"""The fork server: a process that has read all that a worker needs, and starts workers as copies of itself.

A worker that starts as a fresh interpreter takes half a second of processor time to read the same modules, a copy some
milliseconds, and copies share the memory that these take. Only a process without other threads can be copied safely,
and only one that never drew a random number leaves each copy numbers of its own; so this one does nothing else.

It is started with the number of an open socket. Each request on that is one message: the arguments of a worker (JSON)
with three descriptors, which are the worker's socket, the file for what it prints, and a socket on which its process
number is told and, when it ends, its return code. The process number stays its own until the other end of that socket
is closed; a worker that still runs then is killed. The fork server ends when nobody can ask it any more and its last
worker has gone.
"""

from __future__ import annotations

import gc
import os
import select
import signal
import socket
import sys
import traceback
from contextlib import suppress
from dataclasses import dataclass
from typing import NoReturn

from preventiegraaf.querying.explanation import answering
from preventiegraaf.querying.workers import worker
from preventiegraaf.querying.workers.forking import NUMBER

PREPARED = (worker, answering)
"""The modules that are read beforehand; a worker uses the second when it first explains, and it is slow to import."""
_LONGEST = 1_000_000
_WAKES = 4_096


@dataclass
class _Child:
    """A worker, the socket on which its end is told, and whether it was."""

    process: int
    told: socket.socket
    ended: bool = False


class _ForkServer:
    """Answers requests for workers on a socket."""

    def __init__(self, requests: socket.socket) -> None:
        self._requests = requests
        self._is_asked = True
        self._children: dict[int, _Child] = {}
        self._woken, self._waking = socket.socketpair()
        self._poll = select.poll()
        for end in (self._woken, requests):
            self._poll.register(end, select.POLLIN)
        self._waking.setblocking(False)
        signal.set_wakeup_fd(self._waking.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)

    def run(self) -> None:
        """Start workers, tell their ends and let go of them, until nobody asks and none is left."""
        while self._is_asked or self._children:
            for descriptor, _ in self._poll.poll():
                if descriptor == self._woken.fileno():
                    self._tell_ends()
                elif descriptor == self._requests.fileno():
                    self._take_request()
                else:
                    self._let_go(self._children.pop(descriptor))

    def _take_request(self) -> None:
        """Start a worker; where that cannot be done its sockets are closed without a word."""
        message, descriptors, _, _ = socket.recv_fds(self._requests, _LONGEST, 3)
        if not message:
            self._poll.unregister(self._requests)
            self._is_asked = False
            return
        with suppress(OSError, ValueError):  # the system can make no process now, or no descriptors for it
            channel, noise, told = descriptors
            with socket.socket(fileno=os.dup(told)) as ending:
                process = os.fork()
                if not process:
                    ending.close()
                    os.close(told)
                    self._become_worker(message, channel, noise)
                self._keep(_Child(process, socket.socket(fileno=ending.detach())))
        for descriptor in descriptors:
            os.close(descriptor)

    def _keep(self, child: _Child) -> None:
        self._children[child.told.fileno()] = child
        self._poll.register(child.told, select.POLLIN)
        with suppress(OSError):  # nobody wants to know any more; it is let go of soon
            child.told.send(NUMBER.pack(child.process))

    def _become_worker(self, message: bytes, channel: int, noise: int) -> NoReturn:
        """Go on as a worker, which has none of the descriptors of this process."""
        code = 1
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            others = (child.told for child in self._children.values())
            for own in (self._requests, self._woken, self._waking, *others):
                own.close()
            for standard in (sys.stdout, sys.stderr):
                os.dup2(noise, standard.fileno())
            os.close(noise)
            worker.main(channel, message)
            code = 0
        except BaseException:  # noqa: BLE001 - who asked for the worker reads it
            traceback.print_exc()
        finally:
            os._exit(code)

    def _tell_ends(self) -> None:
        """Tell the return code of each worker that has ended: its exit code, or the signal that ended it, negative."""
        self._woken.recv(_WAKES)
        for child in self._children.values():
            end = None if child.ended else os.waitid(os.P_PID, child.process, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            if end is not None:
                child.ended = True
                with suppress(OSError):
                    child.told.send(NUMBER.pack(end.si_status if end.si_code == os.CLD_EXITED else -end.si_status))

    def _let_go(self, child: _Child) -> None:
        """End a worker that nobody knows any more."""
        os.kill(child.process, signal.SIGKILL)
        os.waitpid(child.process, 0)
        self._poll.unregister(child.told)
        child.told.close()


def main(descriptor: int) -> None:
    """Start workers for whoever holds the other end of the socket."""
    for stop in (signal.SIGINT, signal.SIGTERM):  # sent to the whole group; who asks for workers lets them end
        signal.signal(stop, signal.SIG_IGN)
    gc.collect()
    gc.freeze()  # a look for cycles would copy the memory that is shared
    with socket.socket(fileno=descriptor) as requests:
        _ForkServer(requests).run()


if __name__ == "__main__":
    main(int(sys.argv[1]))
