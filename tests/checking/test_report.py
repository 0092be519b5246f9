"""The report, and the graph that comes with the program."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from pyoxigraph import Triple

from preventiegraaf.checking import Problem, Report, check
from preventiegraaf.paths import Root, default_texts
from preventiegraaf.reasoning import Closure

VALID = Root(Path(__file__).parent / "cases" / "valid")


class CountingReasoner:
    """Infers nothing, and counts how often it is asked."""

    name = "counting"
    asked = 0

    def close(self, asserted: Sequence[Triple]) -> Closure:
        self.asked += 1
        return Closure((), ())


def test_reasoner_runs_once() -> None:
    reasoner = CountingReasoner()
    check(VALID, None, reasoner)
    assert reasoner.asked == 1


def test_problem_says_where_what_and_how_to_mend() -> None:
    problem = Problem(Path("data/register.ttl"), 7, "style", "a tab", "write spaces")
    assert str(problem) == "data/register.ttl:7: [style] a tab  -> write spaces"
    assert json.loads(json.dumps(Report((problem,), ("a note",)).as_json())) == {
        "clean": False,
        "problems": [
            {"path": "data/register.ttl", "line": 7, "check": "style", "message": "a tab", "mend": "write spaces"}
        ],
        "notes": ["a note"],
        "sentences": [],
    }


def test_problems_are_sorted_by_place() -> None:
    reasoner = CountingReasoner()
    problems = check(VALID, None, reasoner).problems
    assert list(problems) == sorted(problems)
    assert problems


def test_bundled_graph_is_clean(root: Root) -> None:
    """With the texts where they are at hand; takes some seconds."""
    report = check(root, default_texts(root))
    assert [str(problem) for problem in report.problems] == []
