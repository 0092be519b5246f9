"""What the first readers of a snapshot would wait for, done before they come.

What is asked for the first time takes several times as long as later: stores are opened and read from disk, names are
looked up, the network is read, processes for queries are still starting and make ready for explanations. So the
application is asked once for the pages with which readers begin, in both languages; what they need is then kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from preventiegraaf.namespaces import ID
from preventiegraaf.querying.things.wording import Wording
from preventiegraaf.serving.exchange import Incoming
from preventiegraaf.serving.gateway import Application, call
from preventiegraaf.snapshot import Snapshot
from preventiegraaf.web.common.language import LANGUAGES
from preventiegraaf.web.presentation.example import example_of

_BEGINNINGS = (
    *(("/", ""), ("/search", "q=preventie"), ("/query/", ""), ("/network", ""), ("/concept/", ""), ("/def", "")),
    ("/download/", ""),
)
"""The paths of pages that every graph has, each with its query."""
_EXAMPLES = ("/reasoning", "")
"""The page that asks each process for explanations."""
_DOCUMENTS = 5


def warm(application: Application, snapshot: Snapshot, with_queries: bool, ending: Callable[[], bool]) -> None:
    """Ask for the pages with which readers begin, one after the other, until `ending` tells to stop.

    Without `with_queries`, not for those that ask the engine.
    """
    for path, query in (*_read(snapshot), *((_EXAMPLES,) if with_queries else ())):
        for language in LANGUAGES:
            if ending():
                return
            call(application, _request(path, query, language), ending).close()


def _read(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    """The pages that every graph has, those of some documents, and that of the person who is the example."""
    yield from _BEGINNINGS
    for slug in islice(snapshot.manifest["documents"], _DOCUMENTS):
        yield f"/doc/document/{slug}", ""
    example = example_of(snapshot, Wording(snapshot.asserted_values, LANGUAGES[0]))
    if example is not None and example.person.value.startswith(ID):
        yield f"/doc/{example.person.value.removeprefix(ID)}", ""


def _request(path: str, query: str, language: str) -> Incoming:
    headers = {"accept": "text/html", "accept-language": language, "host": "localhost"}
    return Incoming("GET", path, query, headers, b"", "", "localhost:80")
