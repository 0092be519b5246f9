"""Terms of N-Triples, and words to fill them, for graphs that are made up."""

from __future__ import annotations

import random
from collections.abc import Iterable
from functools import lru_cache
from typing import TextIO

from preventiegraaf.namespaces import PREFIXES, XSD

_WORDS = (
    *("de", "een", "en", "van", "voor", "met", "in", "samen", "wij", "onze", "gemeente", "verzekeraar", "bewoners"),
    *("gezondheid", "preventie", "zorg", "leefstijl", "wijk", "ouderen", "jongeren", "aanpak", "bewegen", "partners"),
    *("coalitie", "overleg", "afspraak", "doel", "resultaat", "jaar", "regio", "wethouder", "valpreventie", "subsidie"),
    *("vertrouwen", "tijd", "geld", "kennis", "ervaring", "netwerk", "huisarts", "welzijn", "langer", "fit", "beter"),
)
_FIRST = ("Anna", "Bram", "Carla", "Daan", "Eva", "Fatima", "Gerrit", "Hanna", "Ibrahim", "Joke", "Klaas", "Lotte")
_LAST = ("Bakker", "de Boer", "Dijkstra", "Hendriks", "Jansen", "Kok", "Mulder", "Peters", "Smit", "Visser", "de Wit")
_START = ("Aal", "Bor", "Del", "Een", "Gro", "Har", "Ijs", "Kam", "Los", "Mid", "Nij", "Olst", "Rij", "Win", "Zut")
_END = ("beek", "berg", "burg", "dam", "den", "haven", "hout", "kerk", "loo", "rade", "stede", "veen", "wijk", "zijl")
_TITLES = {
    "municipality": "Gemeente {place}",
    "insurer": "Zorgverzekeraar {place}",
    "foundation": "Stichting {place} Gezond",
    "firm": "Adviesbureau {place}",
    "service": "GGD {place}",
    "ofmunicipalities": "de gemeenten rond {place}",
    "coalition": "Preventiecoalitie {place}",
    "programme": "Vitaal {place}",
    "consultation": "Overleg {place}",
}


@lru_cache(maxsize=4_096)
def term(name: str) -> str:
    """The IRI in N-Triples that a prefixed name stands for."""
    prefix, _, local = name.partition(":")
    return f"<{PREFIXES[prefix]}{local}>"


def literal(text: str, tongue: str | None = None) -> str:
    """A text as a literal."""
    return f'"{text}"@{tongue}' if tongue else f'"{text}"'


def typed(text: str, datatype: str) -> str:
    """A value of a datatype of XML Schema."""
    return f'"{text}"^^<{XSD}{datatype}>'


def phrase(chance: random.Random, length: int) -> str:
    """So many Dutch words."""
    return " ".join(chance.choices(_WORDS, k=length))


def date(chance: random.Random) -> str:
    """A day from 2005 to 2025."""
    return f"{chance.randint(2005, 2025)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"


def name_of(kind: str, number: int) -> str:
    """The name of a party: the same number gives the same name, and later ones have a number in it."""
    if kind == "person":
        turn, rest = divmod(number, len(_FIRST) * len(_LAST))
        name = f"{_FIRST[rest % len(_FIRST)]} {_LAST[rest // len(_FIRST)]}"
    else:
        turn, rest = divmod(number, len(_START) * len(_END))
        name = _TITLES[kind].format(place=_START[rest % len(_START)] + _END[rest // len(_START)])
    return f"{name} {turn + 1}" if turn else name


class Sheet:
    """Two files of triples: what is said goes to both, what follows to one."""

    def __init__(self, whole: TextIO, asserted: TextIO) -> None:
        self._whole, self._asserted = whole, asserted
        self._shortcuts: set[tuple[str, str, str]] = set()
        self.written = 0

    def said(self, subject: str, predicate: str, *objects: str) -> None:
        """Triples that a file of the graph holds."""
        for object_ in objects:
            line = f"{subject} {term(predicate)} {object_} .\n"
            self._whole.write(line)
            self._asserted.write(line)
        self.written += len(objects)

    def follows(self, subject: str, predicate: str, *objects: str) -> None:
        """Triples that are inferred."""
        self._whole.writelines(f"{subject} {term(predicate)} {object_} .\n" for object_ in objects)
        self.written += len(objects)

    def relates(self, subject: str, properties: Iterable[tuple[str, str]], object_: str) -> None:
        """Inferred relations of two things, in both directions, each written once."""
        for forth, back in properties:
            if (subject, forth, object_) not in self._shortcuts:
                self._shortcuts |= {(subject, forth, object_), (object_, back, subject)}
                self.follows(subject, forth, object_)
                if (subject, forth) != (object_, back):
                    self.follows(object_, back, subject)
