"""An explanation in plain text, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from preventiegraaf.querying.explanation.telling import Axiom, Line, Source, Teller

_WORDS = 5
"""The most passages that are quoted for one triple of one document."""
_TEXTS = {
    "nl": {
        "asserted": "Dit staat er zo.",
        "way": "Afleiding {0} van {1}",
        "because": "want",
        "rule": "regel {0} ({1})",
        "axiom": "ontologie: {0}",
        "in": "{0}, {1}",
        "again": "(zie hierboven)",
        "more": "en nog {0} passages",
        "rests": "Dit berust op {0}.",
        "given": "Dit berust alleen op de ontologie en het register.",
        "documents": "de documenten {0}",
        "document": "het document {0}",
        "or": ", of op ",
        "cut": "Er zijn meer afleidingen dan hier staan.",
        "sources_cut": "Niet alle combinaties van documenten zijn bekeken.",
    },
    "en": {
        "asserted": "This is stated as such.",
        "way": "Derivation {0} of {1}",
        "because": "because",
        "rule": "rule {0} ({1})",
        "axiom": "ontology: {0}",
        "in": "{0}, {1}",
        "again": "(see above)",
        "more": "and {0} more passages",
        "rests": "This rests on {0}.",
        "given": "This rests on the ontology and the register only.",
        "documents": "the documents {0}",
        "document": "the document {0}",
        "or": ", or on ",
        "cut": "There are more derivations than are given here.",
        "sources_cut": "Not all combinations of documents were looked at.",
    },
}


def in_plain_text(teller: Teller) -> Iterator[str]:
    """The lines of an explanation: each proof from its conclusion down to the words, then the documents it rests on."""
    texts, account = _TEXTS[teller.sentences.language], teller.account
    for number, proof in enumerate(account.proofs, start=1):
        if len(account.proofs) > 1:
            yield texts["way"].format(number, len(account.proofs))
        yield from told(teller.tell(proof), teller.sentences.language, "")
        yield ""
    if not account.complete:
        yield texts["cut"]
    yield resting(teller)
    if not account.documents_complete:
        yield texts["sources_cut"]


def resting(teller: Teller) -> str:
    """On which documents a triple rests, in a sentence."""
    texts = _TEXTS[teller.sentences.language]
    sets = [[f"‘{teller.places[graph].title}’" for graph in graphs] for graphs in teller.account.documents]
    ways = [texts["documents" if len(one) > 1 else "document"].format(", ".join(one)) for one in sets if one]
    return texts["rests"].format(texts["or"].join(ways)) if all(sets) and ways else texts["given"]


def told(line: Line, language: str, indent: str) -> Iterator[str]:
    """A line and all that is below it, indented."""
    texts = _TEXTS[language]
    yield f"{indent}{line.sentence}{' ' + texts['again'] if line.again else ''}"
    for source in line.sources:
        yield from _source(source, texts, f"{indent}  ")
    if line.rule is not None and not line.again:
        yield f"{indent}  {texts['because']} — {texts['rule'].format(line.rule, line.title)}"
        for axiom in line.axioms:
            yield f"{indent}  {_axiom(axiom, texts)}"
        for premise in line.premises:
            yield from told(premise, language, f"{indent}    ")


def _axiom(axiom: Axiom, texts: dict[str, str]) -> str:
    told = texts["axiom"].format(axiom.sentence)
    return f"{told} ({axiom.place.file})" if axiom.place else told


def _source(source: Source, texts: dict[str, str], indent: str) -> Iterator[str]:
    for _, words in source.words[:_WORDS]:
        yield f"{indent}“{words}”"
    if len(source.words) > _WORDS:
        yield f"{indent}{texts['more'].format(len(source.words) - _WORDS)}"
    yield f"{indent}— {texts['in'].format(source.place.title, source.place.file)}"
