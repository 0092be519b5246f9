"""How long a search takes among many things, beside SQLite FTS5 on the same words, and what opening and building cost.

    PYTHONPATH=tests python -m benchmarks.searching --things 100000

The things are made up: names and descriptions of made-up words, as frequent as words are (Zipf), with kinds, themes,
regions and years. Searches are typed ones: rare and common words, beginnings, slips, compounds, several words, filters.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Triple

from preventiegraaf.corpus import Corpus, Kind, SourceFile
from preventiegraaf.namespaces import BASE, DEF, DESCRIPTION, ID, PREF_LABEL, TYPE, XSD
from preventiegraaf.querying.search import SearchIndex, Sought, find, suggest, words_of
from preventiegraaf.snapshot.search import write_search

_CLASSES = {
    "person": "http://xmlns.com/foaf/0.1/Person",
    "organisation": "http://www.w3.org/ns/org#Organization",
    "statement": f"{DEF}Statement",
}
_SYLLABLES = [
    "ge",
    "zond",
    "heid",
    "zorg",
    "ver",
    "ze",
    "ke",
    "raar",
    "twen",
    "te",
    "wijk",
    "team",
    "re",
    "gi",
    "o",
    "pro",
]
_SYLLABLES += [
    "gram",
    "ma",
    "sub",
    "si",
    "die",
    "ac",
    "tief",
    "be",
    "stuur",
    "der",
    "kind",
    "jeugd",
    "spor",
    "ten",
    "loop",
]
_REPEATS = 15
_DAY = NamedNode(f"{XSD}date")


class Maker:
    """Makes up things; the same seed, the same things."""

    def __init__(self, things: int) -> None:
        self._random = random.Random(things)  # noqa: S311 - nothing is secret here
        self.words = list(dict.fromkeys(self._word() for _ in range(40_000)))
        self._frequencies = [*accumulate(1 / (place + 3) for place in range(len(self.words)))]
        self._things = things

    def _word(self) -> str:
        return "".join(self._random.choices(_SYLLABLES, k=self._random.choice((2, 2, 3, 3, 4))))

    def _text(self, size: int) -> str:
        return " ".join(self._random.choices(self.words, cum_weights=self._frequencies, k=size))

    def triples(self) -> Iterator[Triple]:
        """What is said of all things."""
        for number in range(self._things):
            kind = self._random.choice([*_CLASSES])
            thing = NamedNode(f"{ID}{kind}/{number}")
            yield Triple(thing, TYPE, NamedNode(_CLASSES[kind]))
            yield Triple(thing, PREF_LABEL, Literal(self._text(3), language="nl"))
            yield Triple(thing, DESCRIPTION, Literal(self._text(14), language="nl"))
            theme = NamedNode(f"{BASE}concept/theme/{self._random.randrange(60)}")
            yield Triple(thing, NamedNode(f"{DEF}hasTheme"), theme)
            yield Triple(thing, NamedNode(f"{DEF}locatedIn"), NamedNode(f"{ID}place/{self._random.randrange(350)}"))
            year = self._random.randrange(1990, 2025)
            yield Triple(thing, NamedNode(f"{DEF}earliestBegin"), Literal(f"{year}-01-01", datatype=_DAY))
            yield Triple(thing, NamedNode(f"{DEF}latestEnd"), Literal(f"{year + 2}-01-01", datatype=_DAY))


def fts5(path: Path, triples: list[Triple]) -> sqlite3.Connection:
    """The same texts in SQLite FTS5, optimised and opened as something that never changes."""
    texts: dict[str, dict[str, str]] = {}
    for triple in triples:
        if isinstance(triple.object, Literal) and triple.object.language and isinstance(triple.subject, NamedNode):
            texts.setdefault(triple.subject.value, {})[triple.predicate.value] = " ".join(words_of(triple.object.value))
    database = sqlite3.connect(path)
    database.execute("CREATE VIRTUAL TABLE words USING fts5(name, text, content='', prefix='2 3')")
    rows = ((said.get(PREF_LABEL.value), said.get(DESCRIPTION.value)) for said in texts.values())
    database.executemany("INSERT INTO words(name, text) VALUES (?, ?)", rows)
    database.execute("INSERT INTO words(words) VALUES ('optimize')")
    database.commit()
    database.close()
    return sqlite3.connect(f"file:{path}?immutable=1", uri=True)


def milliseconds(work: Callable[[], object]) -> float:
    """The median time of the processor for a piece of work: the machine may be shared."""
    times = []
    for _ in range(_REPEATS):
        begin = time.process_time()
        work()
        times.append(time.process_time() - begin)
    return statistics.median(times) * 1000


def searches(words: list[str]) -> dict[str, Sought]:
    """What readers type."""
    rare, common, other = words[5000], words[0], words[1]
    swapped = rare[:2] + rare[3] + rare[2] + rare[4:]
    filters = {"kind": ["person"], "theme": [f"{BASE}concept/theme/7"], "year": ["2001", "2002"]}
    return {
        "a rare word": Sought(rare),
        "a common word": Sought(common),
        "the two most common words": Sought(f"{common} {other}"),
        "three words": Sought(f"{rare} {common} {other}"),
        "a first letter": Sought(common[:1]),
        "three letters": Sought(common[:3]),
        "a slip of the pen": Sought(swapped),
        "an unknown compound": Sought(rare + words[40]),
        "a common word, filtered": Sought(common, filters),
        "everything": Sought(""),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--things", type=int, default=100_000)
    things = parser.parse_args().things
    maker = Maker(things)
    triples = list(maker.triples())
    with tempfile.TemporaryDirectory() as folder:
        begin = time.perf_counter()
        corpus = Corpus({SourceFile(Path("register.ttl"), Kind.REGISTER): tuple(triples)})
        write_search(Path(folder, "search"), corpus, [])
        built = time.perf_counter() - begin
        size = sum(path.stat().st_size for path in Path(folder, "search").iterdir())
        database = fts5(Path(folder, "fts5.db"), triples)
        index = SearchIndex(Path(folder, "search"))
        sys.stdout.write(f"{len(index.entries)} things: built in {built:.1f} s, {size / 1e6:.1f} MB\n")
        sys.stdout.write(
            f"{'search':<28}{'hits':>9}{'with facets':>14}{'suggestions':>14}{'FTS5, no facets':>18}   (CPU, ms)\n"
        )
        for name, sought in searches(maker.words).items():
            report(name, index, sought, database)


def report(name: str, index: SearchIndex, sought: Sought, database: sqlite3.Connection) -> None:
    """One line of the table."""
    words = words_of(sought.text)
    match = " ".join([*words[:-1], *(f"{word}*" for word in words[-1:])])
    ranked = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY bm25(words, 5.0, 1.2) LIMIT 20"
    whole = milliseconds(lambda: find(index, sought))
    typed = milliseconds(lambda: suggest(index, sought.text, 8))
    plain = milliseconds(lambda: database.execute(ranked, (match,)).fetchall()) if words else float("nan")
    hits = find(index, sought).total
    sys.stdout.write(f"{name:<28}{hits:>9}{whole:>14.1f}{typed:>14.1f}{plain:>18.1f}\n")


if __name__ == "__main__":
    main()
