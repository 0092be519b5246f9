"""How long the server takes for each page of the real graph, and what a first view of it weighs.

    PYTHONPATH=tests python -m benchmarks.pages

Each page is asked of the application itself, without the cache in front of it. A first view is the page with its style
sheet and scripts, each compressed with gzip; the libraries of the editor and of the network are left out.
"""

from __future__ import annotations

import gzip
import re
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from flask.testing import FlaskClient

from benchmarks.graphdata import say
from preventiegraaf.paths import bundled_root
from preventiegraaf.querying import Crew, Limits, Pool, read_questions
from preventiegraaf.reasoning import ColumnarReasoner
from preventiegraaf.settings import Settings
from preventiegraaf.snapshot import Shelf, build
from preventiegraaf.web import create_app
from preventiegraaf.web.served import Served

_PAGES = (
    *("/", "/search", "/search?q=preventie", "/search?q=binenmars", "/search/suggestions?q=twen", "/query/"),
    *("/query/wie-is-voorzitter-van-wat", "/network", "/concept/", "/concept/theme/health", "/def", "/def/evidence"),
    *("/download/", "/sparql", "/doc/person/jan-binnenmars", "/doc/collaboration/twentse-koers", "/doc/place/twente"),
    *("/doc/document/gesprek-met-wikkerink", "/graph/register", "/explain", "/reasoning", "/doc/person/nobody"),
)
_REPEATS = 7
_PARTS = re.compile(r'(?:<link rel="stylesheet" href|<script src)="(/static/(?!vendor/)[^"]+)"')
_HTML = {"Accept": "text/html"}


@contextmanager
def application() -> Iterator[FlaskClient]:
    """A client of the application on the real graph, with processes for queries."""
    root = bundled_root()
    snapshot = build(root, Shelf(Settings().snapshots, root), ColumnarReasoner(), say)
    pool = Pool(snapshot.stores, Limits(), Crew())
    questions = {question.name: question for question in read_questions(root.queries)}
    try:
        yield create_app(Served(snapshot, pool, questions)).test_client()
    finally:
        pool.close()


def measured(client: FlaskClient, path: str) -> tuple[float, float]:
    """The median time by the clock and of the processor of this process, in milliseconds."""
    times = []
    for _ in range(_REPEATS):
        begin = time.perf_counter(), time.process_time()
        client.get(path, headers=_HTML, buffered=True)
        times.append((time.perf_counter() - begin[0], time.process_time() - begin[1]))
    clock, processor = (statistics.median(column) * 1000 for column in zip(*times, strict=True))
    return clock, processor


def weight(client: FlaskClient, path: str) -> int:
    """The bytes of a first view of a page."""
    page = client.get(path, headers=_HTML, buffered=True).data
    parts = set(_PARTS.findall(page.decode()))
    bodies = [page, *(client.get(part, buffered=True).data for part in parts)]
    return sum(len(gzip.compress(body)) for body in bodies)


def main() -> None:
    """Measure and print."""
    with application() as client:
        sys.stdout.write(f"{'page':<42}{'clock, ms':>12}{'CPU, ms':>10}{'first view, kB':>17}\n")
        for path in _PAGES:
            clock, processor = measured(client, path)
            say(f"{path:<42}{clock:>12.1f}{processor:>10.1f}{weight(client, path) / 1000:>17.1f}")


if __name__ == "__main__":
    main()
