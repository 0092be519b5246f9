"""A proof as lines that are told: each triple as a sentence, and below it what it follows from, or whose words it is.

What says nothing to a reader is left out: how lists hang together, that a thing is itself, and properties without a
name, for which the sentence of their inverse stands. What was told before is not told again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from preventiegraaf.querying.explanation.account import Account, Origin, Proof, Statement, Step
from preventiegraaf.querying.explanation.phrases import rule_title
from preventiegraaf.querying.explanation.sentences import Sentences, is_axiom, is_build, is_silent, is_turned


@dataclass(frozen=True)
class Place:
    """Where an asserted triple stands: title and path of a file, its named graph, and the document if it is of one."""

    title: str
    file: str
    graph: str
    document: str | None = None


Places = Mapping[str, Place]
"""Places by the IRI of their named graph."""


@dataclass(frozen=True)
class Axiom:
    """An axiom in a sentence, and the file that has it; without one, it follows itself."""

    sentence: str
    place: Place | None


@dataclass(frozen=True)
class Source:
    """A file that asserts a triple, and the words that it gives for it, with the IRIs of their passages."""

    place: Place
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Line:
    """A triple in a sentence. Either it is asserted and has sources, or it follows by a rule from other lines.

    An asserted one without sources has those of the line after it. `again` tells that its reasons were given above.
    """

    sentence: str
    sources: tuple[Source, ...] = ()
    rule: str | None = None
    title: str = ""
    axioms: tuple[Axiom, ...] = ()
    premises: tuple[Line, ...] = ()
    again: bool = False

    @property
    def height(self) -> int:
        """The number of rules between this line and the farthest leaf below it."""
        return max((line.height for line in self.premises), default=0) + (self.rule is not None)


@dataclass
class Teller:
    """Tells the proofs of an account in the language of its sentences."""

    account: Account
    sentences: Sentences
    places: Places
    _told: set[int] = field(default_factory=set)

    def tell(self, proof: Proof) -> Line:
        """A proof from its conclusion down."""
        self._told = set()
        return self._line(0, {step.conclusion: step for step in proof.steps}, set(proof.leaves))

    def _line(self, place: int, steps: Mapping[int, Step], leaves: set[int]) -> Line:
        statement = self.account.statements[place]
        sentence = self.sentences.statement(statement.terms)
        step = steps.get(place)
        if place in leaves or step is None:
            return Line(sentence, tuple(self._sources(statement)))
        if place in self._told:
            return Line(sentence, rule=step.rule, title=rule_title(step.rule, self.sentences.language), again=True)
        self._told.add(place)
        return self._followed(sentence, step, steps, leaves)

    def _followed(self, sentence: str, step: Step, steps: Mapping[int, Step], leaves: set[int]) -> Line:
        facts = [place for place in step.premises if not self._is_axiom(place)]
        axioms = [place for place in step.premises if self._is_axiom(place) and not self._is_silent(place, bool(facts))]
        follows = [place for place in axioms if place in steps]
        below = [self._seen(place, steps) for place in (*facts, *(follows if facts else axioms))]
        premises = _cited_once([self._line(place, steps, leaves) for place in dict.fromkeys(below)])
        told = tuple(self._axioms(place for place in axioms if facts and place not in follows))
        return Line(sentence, (), step.rule, rule_title(step.rule, self.sentences.language), told, premises)

    def _seen(self, place: int, steps: Mapping[int, Step]) -> int:
        """The place of a triple, or of the one that says the same by a property that has a name."""
        step = steps.get(place)
        if step is not None and is_turned(self.account.statements[place].terms):
            return next((other for other in step.premises if not self._is_axiom(other)), place)
        return place

    def _axioms(self, places: Iterator[int]) -> Iterator[Axiom]:
        found: dict[str, Axiom] = {}
        for place in places:
            statement = self.account.statements[place]
            sentence = self.sentences.statement(statement.terms)
            sources = [source.place for source in self._sources(statement)]
            found.setdefault(sentence, Axiom(sentence, next(iter(sources), None)))
        yield from found.values()

    def _sources(self, statement: Statement) -> Iterator[Source]:
        for origin in statement.origins:
            yield Source(self._place(origin), tuple((words.passage, words.exact) for words in origin.words))

    def _place(self, origin: Origin) -> Place:
        return self.places.get(origin.graph, Place(origin.graph, origin.graph, origin.graph))

    def _is_axiom(self, place: int) -> bool:
        return is_axiom(self.account.statements[place].terms)

    def _is_silent(self, place: int, beside_facts: bool) -> bool:
        terms = self.account.statements[place].terms
        return is_silent(terms) or (beside_facts and is_build(terms))


def _cited_once(lines: list[Line]) -> tuple[Line, ...]:
    """The lines; of neighbours with the same sources, only the last one gives them."""
    following = [*lines[1:], None]
    return tuple(
        replace(line, sources=()) if other is not None and line.sources and line.sources == other.sources else line
        for line, other in zip(lines, following, strict=True)
    )
