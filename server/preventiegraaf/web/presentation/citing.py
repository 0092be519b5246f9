"""How to cite a page: as a sentence, in BibTeX and in RIS, with the snapshot that it is of.

A reference names the snapshot by its digest, because what the graph says can change; the documents that the page rests
on are named with it, as far as the graph knows who published them and when.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from pyoxigraph import Literal, NamedNode

from preventiegraaf.namespaces import BASE, DCT, DOCUMENT, EVIDENCE, OA
from preventiegraaf.querying.things.wording import Wording
from preventiegraaf.snapshot.selfdescription import Publication
from preventiegraaf.snapshot.selfdescription.publication import TITLE

_SOURCE = NamedNode(OA + "hasSource")
_PUBLISHERS = (NamedNode(DCT + "publisher"), NamedNode("https://schema.org/publisher"))
_DATES = (NamedNode("https://schema.org/datePublished"), NamedNode(DCT + "issued"))
_MOST_SETS = 3
"""Of how many sets of documents a reference tells, where each would do."""
_SPECIAL = re.compile(r"([\\{}$&#%_^~])")
_WORDS = {
    "nl": {
        "makers": "De makers van Preventiegraaf",
        "snapshot": "momentopname",
        "version": "versie",
        "about": "Over het document",
        "rests": "Berust op",
        "or": "of op",
    },
    "en": {
        "makers": "The makers of Preventiegraaf",
        "snapshot": "snapshot",
        "version": "version",
        "about": "On the document",
        "rests": "Based on",
        "or": "or on",
    },
}


@dataclass(frozen=True)
class Citation:
    """A reference as a sentence, and in the forms that reference managers read, by their names."""

    text: str
    forms: list[tuple[str, str]]


def citation(thing: NamedNode, wording: Wording, digest: str, year: str | None) -> Citation:
    """The reference to the page of a thing in a snapshot; `year` is that of the data, if known."""
    words, title = _WORDS[wording.language], wording.name(thing)
    sources = _sources(thing, wording)
    is_document = DOCUMENT in wording.kinds(thing)
    told = f" {words['about' if is_document else 'rests']}: {'; '.join(sources)}." if sources else ""
    return _cited(thing, title, wording.language, digest, year, told)


def citation_of_answer(address: str, title: str, language: str, digest: str, year: str | None) -> Citation:
    """The reference to the answer of a question, at the address where anyone gets it, in a snapshot."""
    return _cited(NamedNode(address), title, language, digest, year)


def citation_of_fact(
    address: str, title: str, documents: Sequence[Sequence[NamedNode]], wording: Wording, digest: str, year: str | None
) -> Citation:
    """The reference to the page that tells why a fact holds, with the sets of documents on each of which it rests."""
    words = _WORDS[wording.language]
    sets = ["; ".join(sorted(_document(document, wording) for document in one)) for one in documents[:_MOST_SETS]]
    alternatives = f"; {words['or']}: ".join(sets)
    told = f" {words['rests']}: {alternatives}." if sets and all(sets) else ""
    return _cited(NamedNode(address), title, wording.language, digest, year, told)


def _cited(place: NamedNode, title: str, language: str, digest: str, year: str | None, told: str = "") -> Citation:
    """The reference to what has a title and an address; `told` is the sentence on the documents behind it."""
    words, made = _WORDS[language], f" ({year})" if year else ""
    text = f"{words['makers']}{made}. “{title}”. Preventiegraaf, {words['snapshot']} {digest}. {place.value}.{told}"
    note = f"{words['snapshot']} {digest}, CC BY 4.0.{told}"
    key = _key(place.value)
    return Citation(
        text,
        [
            ("BibTeX", _bibtex(place, title, words["makers"], year, note, key)),
            ("RIS", _ris(place, title, words["makers"], year, note)),
        ],
    )


def _key(address: str) -> str:
    """A key for BibTeX that differs where the address does: its path, and the last part of each parameter."""
    found = urlsplit(address)
    names = [re.split("[:/#]", value)[-1] for name, value in parse_qsl(found.query) if name != "lang"]
    return "-".join([*found.path.strip("/").split("/")[-2:], *names])


def citation_of_all(language: str, digest: str, published: Publication) -> Citation:
    """The reference to the whole graph, in a snapshot."""
    words, year = _WORDS[language], (published.changed or "")[:4] or None
    title, whole = TITLE[language], NamedNode(BASE)
    made = f" ({year})" if year else ""
    version = f"{words['version']} {published.version}, {words['snapshot']} {digest}"
    note = f"{version}, CC BY 4.0."
    return Citation(
        f"{words['makers']}{made}. {title}. {_capitalised(version)}. {BASE}",
        [
            ("BibTeX", _bibtex(whole, title, words["makers"], year, note, "preventiegraaf")),
            ("RIS", _ris(whole, title, words["makers"], year, note)),
        ],
    )


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sources(thing: NamedNode, wording: Wording) -> list[str]:
    """The documents that a thing rests on, each with its publisher and date where the graph has them."""
    if DOCUMENT in wording.kinds(thing):
        documents = {thing}
    else:
        passages = [found for found in wording.objects(thing, EVIDENCE) if isinstance(found, NamedNode)]
        found = {source for passage in passages for source in wording.objects(passage, _SOURCE)}
        documents = {source for source in found if isinstance(source, NamedNode)}
    return sorted(_document(document, wording) for document in documents)


def _document(document: NamedNode, wording: Wording) -> str:
    publishers = [wording.name(value) for predicate in _PUBLISHERS for value in wording.objects(document, predicate)]
    dates = [value.value for name in _DATES for value in wording.objects(document, name) if isinstance(value, Literal)]
    return ", ".join([f"‘{wording.name(document)}’", *publishers[:1], *dates[:1]])


def _bibtex(thing: NamedNode, title: str, makers: str, year: str | None, note: str, key: str) -> str:
    fields = {"author": f"{{{makers}}}", "title": f"{{{_escaped(title)}}}", "year": year, "url": thing.value}
    fields |= {"howpublished": "Preventiegraaf", "note": _escaped(note)}
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{re.sub('[^A-Za-z0-9-]', '', key)},", *lines, "}"])


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _ris(thing: NamedNode, title: str, makers: str, year: str | None, note: str) -> str:
    pairs = [("TY", "ELEC"), ("AU", makers + ","), ("TI", title), ("T2", "Preventiegraaf"), ("PY", year or "")]
    pairs += [("UR", thing.value), ("N1", note), ("ER", "")]
    return "\n".join(
        f"{tag}  - {value}".rstrip() if tag == "ER" else f"{tag}  - {value}"
        for tag, value in pairs
        if value or tag == "ER"
    )
