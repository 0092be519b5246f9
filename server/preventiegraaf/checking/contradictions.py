"""Contradictions: what the reasoner finds that cannot all be true."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import NamedNode

from preventiegraaf.checking.material import Material
from preventiegraaf.checking.problems import Problem
from preventiegraaf.corpus import Kind
from preventiegraaf.reasoning import Contradiction
from preventiegraaf.snapshot import explain_contradictions

_MEND = "read the words again: correct the fact that they do not support, or the axiom that forbids what is so"


def check_contradictions(material: Material) -> Iterator[Problem]:
    """Each contradiction, with its triples, the files that assert them and the words behind them."""
    found = material.closure.contradictions
    for contradiction, text in zip(
        found, explain_contradictions(material.sources.corpus, material.closure), strict=True
    ):
        path, line = _place(material, contradiction)
        yield Problem(path, line, "contradictions", text, _MEND)


def _place(material: Material, contradiction: Contradiction) -> tuple[Path, int]:
    """The block of the first thing of the data that takes part, else of the first term."""
    subjects = [triple.subject.value for triple in contradiction.triples if isinstance(triple.subject, NamedNode)]
    for kinds in ((Kind.DOCUMENT, Kind.REGISTER), (Kind.ONTOLOGY,)):
        for subject in subjects:
            path, line = material.sources.place_of(subject, *kinds)
            if line:
                return path, line
    return material.sources.root.folder, 0
