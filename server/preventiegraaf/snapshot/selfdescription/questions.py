"""The questions and the prefixes as part of the graph, so that editors of queries find them by asking."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode, Triple

from preventiegraaf.corpus import Corpus, Kind, SourceFile, order
from preventiegraaf.namespaces import BASE, ID, PREFIXES
from preventiegraaf.paths import Root
from preventiegraaf.querying import Question
from preventiegraaf.querying.syntax.forms import FORMS, prologue
from preventiegraaf.snapshot.selfdescription.sheet import Sheet, Value, typed

ONTOLOGY = NamedNode(BASE + "def")
_EXECUTABLES = {
    "SELECT": ("sh:SPARQLSelectExecutable", "sh:select"),
    "ASK": ("sh:SPARQLAskExecutable", "sh:ask"),
    "CONSTRUCT": ("sh:SPARQLConstructExecutable", "sh:construct"),
    "DESCRIBE": ("sh:SPARQLDescribeExecutable", "sh:describe"),
}


def with_questions(corpus: Corpus, root: Root, questions: Iterable[Question]) -> Corpus:
    """The corpus with one more graph, `graph/queries`, that holds the questions and the prefixes."""
    source = SourceFile(root.queries.with_name("queries.ttl"), Kind.QUESTIONS)
    triples = [*describe_questions(questions, BASE + "sparql"), *describe_prefixes()]
    return Corpus({**corpus.triples, source: tuple(sorted(triples, key=order))})


def describe_questions(questions: Iterable[Question], endpoint: str) -> list[Triple]:
    """Each question as an executable of SHACL (SHACL, section 5.2) with its titles, text and endpoint."""
    sheet = Sheet()
    for question in questions:
        kind, text = _EXECUTABLES[_form(question.query)]
        facts: dict[str, Value] = {
            "rdfs:label": question.titles,
            "rdfs:comment": question.descriptions,
            text: question.query.strip(),
            "sh:prefixes": ONTOLOGY,
            "schema:target": NamedNode(endpoint),
        }
        sheet.say(NamedNode(f"{BASE}query/{question.name}"), f"sh:SPARQLExecutable {kind}", facts)
    return sheet.triples


def _form(query: str) -> str:
    begin = query[len(prologue(query)) :].upper()
    return next((form for form in FORMS if begin.startswith(form)), "SELECT")


def describe_prefixes() -> list[Triple]:
    """The prefixes that need no declaration, declared for the ontology (SHACL, section 5.2.1)."""
    sheet = Sheet()
    for name, space in PREFIXES.items():
        facts: dict[str, Value] = {"sh:prefix": name, "sh:namespace": typed(space, "xsd:anyURI")}
        declared = sheet.say(NamedNode(f"{ID}prefix/{name}"), "sh:PrefixDeclaration", facts)
        sheet.say(ONTOLOGY, "", {"sh:declare": declared})
    return sheet.triples
