"""Whether a thing is there, was there, or is called a little differently."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from preventiegraaf.namespaces import DCT, ID, OWL, PREF_LABEL, PREFIXES

_DEPRECATED = NamedNode(OWL + "deprecated")
_REPLACED_BY = NamedNode(DCT + "isReplacedBy")
_KINDS = tuple(space for space in PREFIXES.values() if space.startswith(ID))
_LOOKED_AT, _SUGGESTED, _LIKENESS = 2_000, 3, 0.7


@dataclass(frozen=True)
class Retirement:
    """A thing that is no longer described, and the thing that took its place, if there is one."""

    successor: NamedNode | None


def retirement(asserted: Store, thing: NamedNode) -> Retirement | None:
    """How a thing was retired, or None if it was not.

    A thing is retired if the files say nothing of it but `owl:deprecated true`, perhaps with `dct:isReplacedBy` and
    with names and notes.
    """
    said = list(islice(asserted.quads_for_pattern(thing, None, None, DefaultGraph()), _LOOKED_AT))
    flags = [quad.object for quad in said if quad.predicate == _DEPRECATED]
    if not any(isinstance(flag, Literal) and flag.value in ("true", "1") for flag in flags):
        return None
    replacing = [quad.object for quad in said if quad.predicate == _REPLACED_BY]
    successors = sorted(other.value for other in replacing if isinstance(other, NamedNode))
    linking = [quad for quad in said if not isinstance(quad.object, Literal) and quad.predicate != _REPLACED_BY]
    if linking:
        return None
    return Retirement(NamedNode(successors[0]) if successors else None)


def near(asserted: Store, thing: NamedNode) -> list[NamedNode]:
    """Things that the asker of a thing that is not there may have meant: the same name elsewhere, or a like name.

    Only the first two thousand names are looked at, so that a wrong address costs little in a graph of any size.
    """
    space, _, name = thing.value.rpartition("/")
    plain = _plain(name)
    same = [found for kind in _KINDS for found in (NamedNode(kind + plain),) if _is_there(asserted, found)]
    named = islice(asserted.quads_for_pattern(None, PREF_LABEL, None, DefaultGraph()), _LOOKED_AT)
    places = (quad.subject.value.rpartition("/") for quad in named if isinstance(quad.subject, NamedNode))
    names = {other for place, _, other in places if place == space}
    like = get_close_matches(plain, sorted(names), _SUGGESTED, _LIKENESS)
    found = [NamedNode(f"{space}/{other}") for other in like]
    return list(dict.fromkeys([*same, *found]))[:_SUGGESTED]


def _is_there(store: Store, thing: NamedNode) -> bool:
    return next(store.quads_for_pattern(thing, None, None, DefaultGraph()), None) is not None


def _plain(name: str) -> str:
    """The name as names are written here: lower case, ASCII, words joined by hyphens."""
    ascii_only = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return "-".join(ascii_only.lower().replace("_", " ").replace("-", " ").split())
