"""How long the server takes for each page, and what a first view of it weighs.

    PYTHONPATH=tests python -m benchmarks.pages [--triples 1000000]

Each page is asked of the application itself, without the cache in front of it: of one that has answered nothing before
(cold); of one that did what the server does before readers come, for the first time there (first), and after that the
median of several (again). Beside the time by the clock stands that of the processor in this process, which tells more
on a busy machine. A first view is the page with its style sheet and scripts, each compressed with gzip; the libraries
of the editor and of the network are left out. With `--triples` the graph is the real one with made-up documents of so
many triples besides. The texts of the documents are shown, if they are at hand.
"""

from __future__ import annotations

import argparse
import gzip
import re
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask.testing import FlaskClient

from benchmarks.enlarged import enlarged
from benchmarks.graphdata import WORK, say
from preventiegraaf.paths import bundled_root, default_texts
from preventiegraaf.querying import Crew, ForkServer, Limits, Pool, read_questions
from preventiegraaf.querying.near import Near
from preventiegraaf.querying.near.first import NearFirst
from preventiegraaf.reasoning import ColumnarReasoner
from preventiegraaf.serving.warming import warm
from preventiegraaf.settings import Settings
from preventiegraaf.snapshot import Shelf, Snapshot, build
from preventiegraaf.texts import read_texts
from preventiegraaf.web import compile_templates, create_app
from preventiegraaf.web.common.served import Served

_WHY = "/explain?subject=Jan+Binnenmars&predicate=is+betrokken+bij&object=Vitaal+Twente"
_PAGES = (
    *("/", "/search", "/search?q=preventie", "/search?q=binenmars", "/search/suggestions?q=twen", "/query/"),
    *("/query/wie-is-voorzitter-van-wat", "/network", "/concept/", "/concept/theme/health", "/def", "/def/evidence"),
    *("/download/", "/sparql", "/doc/person/jan-binnenmars", "/doc/collaboration/twentse-koers", "/doc/place/twente"),
    *("/doc/document/gesprek-met-wikkerink", "/graph/register", "/explain", "/reasoning", "/doc/person/nobody"),
    *("/quality", _WHY),
)
_HUBS = ("/doc/organisation/municipality-0", "/doc/organisation/insurer-0", "/concept/role/partner")
"""Things of made-up documents with the most links: of 1,000,000 triples each has over 4,000."""
_REPEATS = 7
_PARTS = re.compile(r'(?:<link rel="stylesheet" href|<script src)="(/static/(?!vendor/)[^"]+)"')
_HTML = {"Accept": "text/html"}


Clients = Callable[[bool], FlaskClient]


@contextmanager
def applications(triples: int) -> Iterator[Clients]:
    """Makes clients of applications that have answered nothing, made ready for readers or not."""
    root = enlarged(WORK, triples) if triples else bundled_root()
    home = WORK / "enlarged-snapshots" if triples else Settings().snapshots
    built = build(root, Shelf(home, root), ColumnarReasoner(), say)
    forks = ForkServer()
    pool = Pool(forks, built.stores, Limits(), Crew())
    folder = default_texts(bundled_root())
    texts = read_texts(folder) if folder else {}
    questions = {question.name: question for question in read_questions(root.queries)}

    def client(ready: bool) -> FlaskClient:
        snapshot = Snapshot(built.folder)
        engine = NearFirst(Near.over(snapshot.columns, Limits()), pool)
        application = create_app(Served(snapshot, engine, questions, texts=texts))
        compile_templates(application)
        if ready:
            warm(application, snapshot, with_queries=True, ending=lambda: False)
        return application.test_client()

    try:
        yield client
    finally:
        pool.close()
        forks.close()


def asked(client: FlaskClient, path: str) -> tuple[float, float]:
    """The time for one request by the clock, and that of the processor in this process, in milliseconds."""
    begin = time.perf_counter(), time.thread_time()
    client.get(path, headers=_HTML, buffered=True)
    return (time.perf_counter() - begin[0]) * 1000, (time.thread_time() - begin[1]) * 1000


def again(client: FlaskClient, path: str) -> tuple[float, float]:
    """The medians of several requests."""
    clock, processor = zip(*(asked(client, path) for _ in range(_REPEATS)), strict=True)
    return statistics.median(clock), statistics.median(processor)


def weight(client: FlaskClient, path: str) -> int:
    """The bytes of a first view of a page."""
    page = client.get(path, headers=_HTML, buffered=True).data
    parts = set(_PARTS.findall(page.decode()))
    bodies = [page, *(client.get(part, buffered=True).data for part in parts)]
    return sum(len(gzip.compress(body)) for body in bodies)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="How long the server takes for each page.")
    parser.add_argument("--triples", type=int, default=0, help="so many triples beside the real graph (default 0)")
    triples = parser.parse_args().triples
    pages = (*_PAGES, *(_HUBS if triples else ()))
    with applications(triples) as client:
        cold = {path: asked(client(False), path) for path in pages}
        ready = client(True)
        heads = ("cold, ms", "CPU", "first, ms", "CPU", "again, ms", "CPU")
        say(f"{'page':<42}" + "".join(f"{head:>10}" for head in heads) + f"{'first view, kB':>16}")
        for path in pages:
            times = (*cold[path], *asked(ready, path), *again(ready, path))
            say(f"{path[:40]:<42}" + "".join(f"{one:>10.1f}" for one in times) + f"{weight(ready, path) / 1000:>16.1f}")


if __name__ == "__main__":
    main()
