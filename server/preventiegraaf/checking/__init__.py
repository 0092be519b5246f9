"""Every check on ontology, data and queries, for the tests and the command line alike.

`check` gives a report; a problem says where, what, and how to mend it. Each module holds one kind of check: a function
from the material (files, graph, texts) to problems.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from preventiegraaf.checking.answers import check_answers
from preventiegraaf.checking.contradictions import check_contradictions
from preventiegraaf.checking.coverage import check_coverage, coverage_notes, sentence_counts
from preventiegraaf.checking.evidence import check_evidence
from preventiegraaf.checking.faults import check_faults
from preventiegraaf.checking.material import Material
from preventiegraaf.checking.ontology import check_ontology
from preventiegraaf.checking.passages import check_passages, passage_notes
from preventiegraaf.checking.problems import Problem, Report, Sentences
from preventiegraaf.checking.profile import check_profile
from preventiegraaf.checking.second_opinion import Opinion, second_opinion
from preventiegraaf.checking.shapes import check_shapes
from preventiegraaf.checking.sources import read_sources
from preventiegraaf.checking.style import check_style
from preventiegraaf.checking.terms import check_terms
from preventiegraaf.checking.times import check_times
from preventiegraaf.paths import Root
from preventiegraaf.reasoning import ColumnarReasoner, Reasoner
from preventiegraaf.texts import read_texts

__all__ = ["CHECKS", "Problem", "Report", "check"]

CHECKS = (
    "syntax",
    "style",
    "terms",
    "ontology",
    "profile",
    "shapes",
    "passages",
    "coverage",
    "evidence",
    "time",
    "contradictions",
    "faults",
    "answers",
)
"""The names of the checks."""


def check(
    root: Root,
    texts: Path | None,
    reasoner: Reasoner | None = None,
    language: str = "nl",
    second: Reasoner | None = None,
) -> Report:
    """Run every check on a root; a fault in one file or one check hides no other.

    `texts` is the folder with the documents' texts, or None where they are not at hand. The reasoner, our own if none
    is given, runs once, and so does the second, whose conclusions are held against its. `language` is that of the
    messages of shapes and fault queries, which speak two. Raises UsageError if the folder of the texts cannot be read.
    """
    sources = read_sources(root)
    closure = (reasoner or ColumnarReasoner()).close(sources.corpus.asserted())
    material = Material(sources, closure, None if texts is None else read_texts(texts))
    opinion = second_opinion(material, second) if second is not None else Opinion()
    problems = {*sources.unread, *_problems(material, language), *opinion.problems}
    sentences = tuple(sentence_counts(material))
    notes = (*_notes(material, sentences), *opinion.notes)
    return Report(tuple(sorted(problems)), notes, sentences)


def _problems(material: Material, language: str) -> Iterator[Problem]:
    simple = (
        check_style,
        check_terms,
        check_ontology,
        check_profile,
        check_passages,
        check_coverage,
        check_evidence,
        check_times,
        check_contradictions,
    )
    for checker in simple:
        yield from checker(material)
    yield from check_shapes(material, language)
    yield from check_faults(material, language)
    if not material.sources.unread:
        yield from check_answers(material)


def _notes(material: Material, sentences: tuple[Sentences, ...]) -> Iterator[str]:
    yield from passage_notes(material)
    yield from coverage_notes(sentences)
    if material.sources.unread:
        yield "A file cannot be read, so nothing was said of unused terms, the register's evidence and the answers."
