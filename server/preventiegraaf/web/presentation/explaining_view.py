"""An explanation as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode

from preventiegraaf.querying.explanation import Line, Teller, sentences_in
from preventiegraaf.querying.explanation.telling import Place, Source
from preventiegraaf.querying.things.wording import Wording
from preventiegraaf.web.common.links import page_of
from preventiegraaf.web.common.served import served
from preventiegraaf.web.presentation.accounts import Quote, Value
from preventiegraaf.web.presentation.presenting import Presenter


@dataclass(frozen=True)
class Cited:
    """A file that asserts a triple, with its quotes; `place` leads to the document, or to the graph of the file."""

    place: Value
    file: str
    quotes: list[Quote]


@dataclass(frozen=True)
class Explained:
    """All that the page of an explanation shows.

    `documents` are the minimal sets of documents on which the triple rests: none if it rests on what is given;
    `rests_on` are the IRIs of those of each set.
    """

    title: str
    lines: list[Line]
    documents: list[list[Value]]
    rests_on: list[list[NamedNode]]
    complete: bool
    documents_complete: bool
    _teller: Teller
    _presenter: Presenter

    @classmethod
    def of(cls, teller: Teller, wording: Wording) -> Explained:
        """The view of what a teller tells."""
        account, presenter = teller.account, Presenter(wording)
        plain = sentences_in(wording.language, served().snapshot.asserted_values)
        sets = [[_document(teller.places[graph], graph, wording) for graph in graphs] for graphs in account.documents]
        return cls(
            plain.statement(account.statements[0].terms),
            [teller.tell(proof) for proof in account.proofs],
            sets if all(sets) else [],
            [
                [NamedNode(place.document) for place in map(teller.places.__getitem__, graphs) if place.document]
                for graphs in account.documents
            ],
            account.complete,
            account.documents_complete,
            teller,
            presenter,
        )

    def cited(self, source: Source) -> Cited:
        """A source with its quotes as they are shown."""
        quotes = self._presenter.quotes(NamedNode(passage) for passage, _ in source.words)
        return Cited(_value(source.place, self._presenter.wording.language), source.place.file, quotes)


def _document(place: Place, graph: str, wording: Wording) -> Value:
    return Value(place.title, page_of(place.document or graph, wording.language))


def _value(place: Place, language: str) -> Value:
    return Value(place.title, page_of(place.document or place.graph, language))
