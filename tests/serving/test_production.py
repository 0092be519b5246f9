"""What several server processes share: one of them says that the server is there, whoever dies meanwhile."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from preventiegraaf.serving.production import _once


def test_what_is_to_be_done_once_is_done_by_the_first_that_lives_to_do_it(tmp_path: Path) -> None:
    mark, done = tmp_path / "mark", list[str]()

    def task(name: str, is_done: bool = True) -> bool:
        done.append(name)
        return is_done

    with pytest.raises(ZeroDivisionError):
        _once(mark, lambda: bool(1 / 0))  # as if the process had died
    _once(mark, lambda: task("stopped before it was done", is_done=False))
    _once(mark, lambda: task("the next"))
    _once(mark, lambda: task("one too many"))
    assert done == ["stopped before it was done", "the next"]


def test_the_others_wait_while_one_does_it(tmp_path: Path) -> None:
    mark, begun, go, done = tmp_path / "mark", threading.Event(), threading.Event(), list[str]()

    def first() -> bool:
        begun.set()
        go.wait()
        done.append("first")
        return True

    def second() -> bool:
        done.append("second")
        return True

    threads = [threading.Thread(target=_once, args=[mark, first])]
    threads[0].start()
    begun.wait()
    threads.append(threading.Thread(target=_once, args=[mark, second]))
    threads[1].start()
    go.set()
    for thread in threads:
        thread.join()
    assert done == ["first"]
