"""A thing summed up in a sentence or two, made from the graph in the language of the reader.

The sentences say "appears as", not "is": the sources tell of a time that may be past.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from preventiegraaf.namespaces import DEF, ID, ORG
from preventiegraaf.querying.things.ties import Side, Tie, Ties
from preventiegraaf.querying.things.times import in_short
from preventiegraaf.querying.things.values import Node
from preventiegraaf.querying.things.wording import Wording
from preventiegraaf.web.texts.summary import SUMMARY_TEXTS

PERSON = NamedNode("http://xmlns.com/foaf/0.1/Person")
TENURE, APPOINTMENT, AWARD, DESIGNATION = (
    NamedNode(DEF + name) for name in ("Tenure", "Appointment", "Award", "Designation")
)
_MEMBERSHIPS = {NamedNode(ORG + "Membership"), NamedNode(DEF + "Chairmanship")}
_THEME = NamedNode(DEF + "hasTheme")
_LOCATED_IN = NamedNode(DEF + "locatedIn")
_EVENTS, _GROUPS = ID + "event/", ID + "group/"
_MOST_PARTS, _MOST_NAMES, _PHRASE = 5, 4, 4
_ARTICLES = {"de", "het", "een", "the", "a", "an"}


@dataclass(frozen=True)
class Known:
    """What a summary is made of: a thing, its narrowest kinds, its ties, and how many statements are its own."""

    thing: NamedNode
    kinds: Sequence[NamedNode]
    ties: Ties
    statements: int
    documents: int


def summary(known: Known, wording: Wording) -> list[str]:
    """The sentences; none for a thing of which only its name is known."""
    return [sentence for sentence in _Summary(known, wording).sentences() if sentence]


class _Summary:
    """Makes the sentences about one thing."""

    def __init__(self, known: Known, wording: Wording) -> None:
        self._known = known
        self._wording = wording
        self._name = wording.name(known.thing)

    def sentences(self) -> Iterable[str]:
        """All sentences, those that have nothing to say empty."""
        parts, others, holders = self._parts(), self._others(), self._holders()
        yield "" if PERSON in self._known.kinds else self._what()
        yield self._text("appears", name=self._name, parts=parts) if parts else ""
        yield self._text("held", names=holders) if holders else ""
        yield self._text("named" if parts else "named_first", parts=others) if others else ""
        count, documents = self._known.statements, self._known.documents
        if count:
            yield self._text("said_one" if count == 1 else "said", name=self._name, count=str(count))
        if documents:
            yield self._text("sources_one" if documents == 1 else "sources", count=str(documents))

    def _text(self, key: str, *values: str, **named: str) -> str:
        return SUMMARY_TEXTS[key][self._wording.language].format(*values, **named)

    def _what(self) -> str:
        """What sort of thing it is, where, and on what themes; nothing where its name says as much."""
        kinds = sorted({self._wording.name(kind) for kind in self._known.kinds})
        if not kinds:
            return ""
        is_group = self._known.thing.value.startswith(_GROUPS)
        told = self._listed(
            kinds if is_group else [self._text("an" if kind[0].lower() in "aeiou" else "a", kind) for kind in kinds]
        )
        places, themes = self._names(_LOCATED_IN), self._names(_THEME)
        return self._text(
            "are" if is_group else "is",
            name=_capitalised(self._name),
            kinds=told,
            where=self._text("where", self._listed(places)) if places else "",
            themes=self._text("themes", self._listed(themes)) if themes else "",
        )

    def _names(self, predicate: NamedNode) -> list[str]:
        return sorted(map(self._wording.name, self._wording.objects(self._known.thing, predicate)))

    def _parts(self) -> str:
        """The parts that the thing plays: posts with their time, then roles with that in which they are played."""
        own = [tie for tie in self._known.ties.on(Side.ACTOR) if not tie.is_a(APPOINTMENT) and tie.places]
        posts = [self._post(tie) for tie in reversed(own) if tie.is_a(TENURE)]
        roles: dict[tuple[int, str, str], list[str]] = {}
        for tie in own:
            key = self._manner(tie)
            if key is not None:
                roles.setdefault(key, []).extend(map(self._place, tie.places))
        told = [
            self._text(manner, role=role, places=self._listed(names))
            for (_, manner, role), names in sorted(roles.items(), key=lambda item: item[0][0])
        ]
        return self._parted([*dict.fromkeys(posts), *told])

    def _place(self, place: Node) -> str:
        """The name of that in which a part is played; between quotes where it is a phrase without an article."""
        name = self._wording.name(place)
        is_phrase = name[:1].islower() and len(name.split()) >= _PHRASE and name.split()[0] not in _ARTICLES
        return f"‘{name}’" if is_phrase else name

    def _post(self, tie: Tie) -> str:
        time = in_short(tie.bounds, self._wording.language)
        name = ", ".join(map(self._wording.name, tie.places))
        return f"{name} ({time})" if time else name

    def _manner(self, tie: Tie) -> tuple[int, str, str] | None:
        """The rank of a role, the form of words for it, and the role; None for a tie that has no role to tell.

        Memberships come first, then prizes and parts in what lasts, then parts in events.
        """
        if tie.is_a(AWARD):
            return 1, "winner", ""
        role = self._listed([self._wording.name(role) for role in tie.roles])
        if not role or tie.is_a(TENURE) or tie.is_a(DESIGNATION):
            return None
        if _MEMBERSHIPS & set(tie.kinds):
            return 0, "of", role
        is_event = any(place.value.startswith(_EVENTS) for place in tie.places)
        return 2 if is_event else 1, "in", role

    def _holders(self) -> str:
        """Those who hold or held the post that the thing is."""
        ties = [tie for tie in self._known.ties.on(Side.PLACE) if tie.is_a(TENURE)]
        return self._listed(self._wording.name(actor) for tie in ties for actor in tie.actors)

    def _others(self) -> str:
        """Those who play a part in the thing, with their roles."""
        by_role: dict[str, list[str]] = {}
        for tie in self._known.ties.on(Side.PLACE):
            if tie.is_a(TENURE) or tie.is_a(APPOINTMENT):
                continue
            roles = [self._text("winner_role")] if tie.is_a(AWARD) else map(self._wording.name, tie.roles)
            for role in roles:
                by_role.setdefault(role, []).extend(map(self._wording.name, tie.actors))
        by_names: dict[str, list[str]] = {}
        for name, names in by_role.items():
            by_names.setdefault(self._listed(names), []).append(name)
        told = [self._text("as", names=names, role=self._listed(found)) for names, found in by_names.items()]
        return self._parted(told)

    def _listed(self, names: Iterable[str]) -> str:
        """Names as a list in words, each once; the last of many as a number."""
        every = self._cut(names, _MOST_NAMES, "more")
        return self._text("and").join(filter(None, (", ".join(every[:-1]), *every[-1:])))

    def _parted(self, parts: Iterable[str]) -> str:
        """Parts of a sentence, each of which may be a list itself, set apart so that one sees where each ends."""
        every = self._cut(parts, _MOST_PARTS, "more_roles")
        is_simple = not any(", " in part or self._text("and") in part for part in every)
        return self._listed(every) if is_simple and len(every) <= _MOST_NAMES else "; ".join(every)

    def _cut(self, texts: Iterable[str], most: int, more: str) -> list[str]:
        every = list(dict.fromkeys(texts))
        return every if len(every) <= most + 1 else [*every[:most], self._text(more, str(len(every) - most))]


def _capitalised(name: str) -> str:
    return name[:1].upper() + name[1:]
