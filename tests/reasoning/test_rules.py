"""Each rule of the table by files: what follows from a premise and what does not, what contradicts and what does not.

A file is TriG: the premise in the default graph, the conclusion in the graph `:conclusion`.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, RdfFormat, Triple, parse

from preventiegraaf.columns import Dictionary, Triples
from preventiegraaf.reasoning.columnar_reasoner import as_rdf
from preventiegraaf.reasoning.compiler.templates import BUILT_IN
from preventiegraaf.reasoning.conclusions.full import full
from preventiegraaf.reasoning.consistency import contradictions
from preventiegraaf.reasoning.materialisation.engine import Engine
from preventiegraaf.reasoning.rules import RULES, Rule

CASES = Path(__file__).parent / "rules"
DRAWN_BY_OTHERS_TOO = {
    "prp-eqp1": "scm-eqp1, prp-spo1",
    "prp-eqp2": "scm-eqp1, prp-spo1",
    "cax-eqc1": "scm-eqc1, cax-sco",
    "cax-eqc2": "scm-eqc1, cax-sco",
    "cls-int2": "scm-int, cax-sco",
    "cls-uni": "scm-uni, cax-sco",
}
"""Rules that add nothing to the others: what they conclude, these rules conclude together."""


def files(kind: str) -> list[Path]:
    return sorted(path for path in CASES.glob("*/*.trig") if path.stem.partition("-not")[0].startswith(kind))


def named(path: Path) -> str:
    return f"{path.parent.name}-{path.stem}"


def switched(paths: list[Path]) -> list[Path]:
    """Those of rules that can be left out; some are built into the engine."""
    return [path for path in paths if path.parent.name not in BUILT_IN]


FOLLOWS = [path for path in files("follows") if "-not" not in path.stem]
FOLLOWS_NOT = [path for path in files("follows") if "-not" in path.stem]


def parts(path: Path) -> tuple[list[Triple], set[Triple]]:
    quads = list(parse(path=path, format=RdfFormat.TRIG))
    premise = [quad.triple for quad in quads if isinstance(quad.graph_name, DefaultGraph)]
    return premise, {quad.triple for quad in quads} - set(premise)


def closed(premise: list[Triple], rules: tuple[Rule, ...] = RULES) -> Engine:
    engine = Engine(Dictionary(), rules=rules)
    engine.add(Triples.of(premise, engine.dictionary))
    return engine


def entailed(premise: list[Triple], rules: tuple[Rule, ...] = RULES) -> set[Triple]:
    return {*premise, *as_rdf(full(closed(premise, rules)))}


@pytest.mark.parametrize("path", FOLLOWS, ids=named)
def test_what_follows(path: Path) -> None:
    premise, conclusion = parts(path)
    assert conclusion
    assert conclusion <= entailed(premise)
    assert contradictions(closed(premise)) == []


@pytest.mark.parametrize("path", FOLLOWS_NOT, ids=named)
def test_what_does_not_follow(path: Path) -> None:
    premise, conclusion = parts(path)
    assert conclusion
    assert conclusion & entailed(premise) == set()


@pytest.mark.parametrize("path", files("contradicts"), ids=named)
def test_what_contradicts(path: Path) -> None:
    found = contradictions(closed(parts(path)[0]))
    assert path.parent.name in {contradiction.rule for contradiction in found}
    assert all(contradiction.triples for contradiction in found)


@pytest.mark.parametrize("path", switched(files("contradicts")), ids=named)
def test_what_contradicts_needs_the_rule(path: Path) -> None:
    name = path.parent.name
    engine = closed(parts(path)[0], tuple(rule for rule in RULES if rule.name != name))
    assert contradictions(engine) == []


@pytest.mark.parametrize("path", files("consistent"), ids=named)
def test_what_does_not_contradict(path: Path) -> None:
    assert contradictions(closed(parts(path)[0])) == []


@pytest.mark.parametrize("path", switched(FOLLOWS), ids=named)
def test_what_follows_needs_the_rule(path: Path) -> None:
    name = path.parent.name
    premise, conclusion = parts(path)
    follows_without = conclusion <= entailed(premise, tuple(rule for rule in RULES if rule.name != name))
    assert follows_without == (name in DRAWN_BY_OTHERS_TOO)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_has_a_case_for_and_a_case_against(rule: Rule) -> None:
    found = {path.stem.split("-for")[0] for path in (CASES / rule.name).glob("*.trig")}
    wanted = {"contradicts", "consistent"} if rule.is_false or rule.name == "dt-diff" else {"follows", "follows-not"}
    assert wanted <= found


def test_every_folder_of_cases_belongs_to_a_rule() -> None:
    assert {path.name for path in CASES.iterdir()} == {rule.name for rule in RULES}
