from __future__ import annotations

import ast
import json
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from pyoxigraph import Triple

from preventiegraaf import checking
from preventiegraaf.checking import CHECKS
from preventiegraaf.cli import main
from preventiegraaf.paths import Root, changelog
from preventiegraaf.querying import Pool
from preventiegraaf.reasoning import Closure, ColumnarReasoner
from preventiegraaf.snapshot import Shelf, Snapshot, build
from preventiegraaf.snapshot.quality import read_report
from preventiegraaf.web import create_app
from preventiegraaf.web.common.served import Served
from preventiegraaf.web.presentation.changes import latest
from preventiegraaf.web.texts import TEXTS
from preventiegraaf.web.texts.checks import in_dutch

HTML = {"Accept": "text/html"}
BROKEN = """pg:x pg:y ex:z ."""


@pytest.fixture
def small(make_root: object, tmp_path: Path) -> Iterator[tuple[Root, Path]]:
    """A root of one faulty file, and a folder of snapshots."""
    assert callable(make_root)
    root = make_root(**{"data/register.ttl": BROKEN})
    yield root, tmp_path / "snapshots"
    shutil.rmtree(tmp_path / "snapshots", ignore_errors=True)


def served_from(root: Root, snapshots: Path, pool: Pool) -> tuple[Snapshot, FlaskClient]:
    snapshot = build(root, Shelf(snapshots, root), ColumnarReasoner(), lambda _: None)
    return snapshot, create_app(Served(snapshot, pool, {})).test_client()


def test_a_report_that_is_filed_is_shown_at_once(small: tuple[Root, Path], pool: Pool) -> None:
    root, snapshots = small
    snapshot, client = served_from(root, snapshots, pool)
    assert "no report for this snapshot" in client.get("/quality?lang=en", headers=HTML).text
    done = CliRunner().invoke(
        main, ["check", "--write", "--root", str(root.folder), "--snapshots", str(snapshots), "--format", "json"]
    )
    assert done.exit_code == 1
    report = read_report(snapshot)
    assert report is not None
    assert report["snapshot"] == snapshot.digest
    assert report["checks"] == list(CHECKS)
    assert report["problems"]
    assert {problem["path"] for problem in report["problems"]} <= {"data/register.ttl", "ontology"}
    assert str(root.folder) not in json.dumps(report)
    page = client.get("/quality?lang=en", headers=HTML)
    assert f"The checks found problems: {len(report['problems'])}." in page.text
    assert report["problems"][0]["mend"][:20] in page.text
    dutch = client.get("/quality?lang=nl", headers=HTML).text
    for problem in report["problems"]:
        assert f"<td>{TEXTS['check_' + problem['check']]['nl']}</td>" in dutch
    assert '<span lang="nl">' in dutch
    assert '<span lang="en">' not in dutch
    assert '<span lang="en">' in page.text
    assert "ETag" not in page.headers
    told = client.get("/quality?format=json").json
    assert told
    assert told["report"] == report


def test_a_damaged_report_counts_as_none(small: tuple[Root, Path], pool: Pool) -> None:
    root, snapshots = small
    snapshot, client = served_from(root, snapshots, pool)
    (snapshot.folder.parent / f"quality-{snapshot.digest}.json").write_text("{", encoding="utf-8")
    assert "nog geen rapport" in client.get("/quality?lang=nl", headers=HTML).text


def test_the_report_of_a_snapshot_that_is_gone_goes_too(small: tuple[Root, Path], pool: Pool) -> None:
    root, snapshots = small
    snapshot, _ = served_from(root, snapshots, pool)
    old = snapshot.folder.parent / "quality-0000000000000000.json"
    old.write_text("{}", encoding="utf-8")
    CliRunner().invoke(main, ["check", "--write", "--root", str(root.folder), "--snapshots", str(snapshots)])
    assert not old.exists()
    assert read_report(snapshot) is not None


def test_every_document_is_counted(client: FlaskClient, snapshot: Snapshot) -> None:
    told = client.get("/quality?format=json").json
    assert told
    counts = {document["slug"]: document for document in told["documents"]}
    assert list(counts) == snapshot.manifest["documents"]
    assert counts["gesprek-met-binnenmars"]["passages"] == 49
    assert counts["gesprek-met-wikkerink"]["left_out"] == 10
    assert all(0.5 < document["share"] <= 1 for document in counts.values())
    page = client.get("/quality?lang=nl", headers=HTML).text
    assert page.count("/doc/document/") == len(counts)


def test_every_check_has_a_name_in_both_languages() -> None:
    assert {f"check_{name}" for name in (*CHECKS, "second opinion")} == {
        key for key in TEXTS if key.startswith("check_")
    } - {"check_it"}


def test_the_page_on_the_data_gathers_quality_licence_reference_and_changes(
    client: FlaskClient, snapshot: Snapshot
) -> None:
    page = client.get("/download/?lang=en", headers=HTML).text
    for anchor in ("downloads", "quality", "licence", "cite", "changes"):
        assert f'id="{anchor}"' in page
        assert f'href="#{anchor}"' in page
    assert f"snapshot {snapshot.digest}. https://w3id.org/preventiegraaf/" in page
    assert "@misc{preventiegraaf," in page
    assert 'href="/quality?lang=en"' in page
    assert "<h3>Unreleased</h3>" in page or "<h3>0." in page


def test_the_changes_are_those_of_the_last_release() -> None:
    text = "# Log\n\n## Unreleased\n\n## 1.0 – 2026\n### Added\n- One `two`\n  three.\n- Four.\n### Fixed\n\n## 0.9\n"
    found = latest(text)
    assert found is not None
    assert found.release == "1.0 – 2026"
    assert found.kinds == [("Added", [[("One ", False), ("two", True), (" three.", False)], [("Four.", False)]])]
    assert latest("# Changelog") is None
    assert latest(changelog()) is not None


_NAMES = {"message", "mend", "_MEND", "_ADD", "_UPDATE"}


def told_in(path: Path) -> set[str]:
    """What a module of checks says in a problem, with an x for each name that it fills in."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    notes = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.endswith("_notes")]
    apart = {id(part) for note in notes for part in ast.walk(note)}
    joined = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    apart |= {id(part) for node in joined for part in ast.walk(node) if part is not node}
    found: set[str] = set()
    for node in ast.walk(tree):
        is_named = isinstance(node, ast.Assign) and {ast.unparse(target) for target in node.targets} <= _NAMES
        is_problem = isinstance(node, ast.Call) and ast.unparse(node.func) in ("Problem", "_problem")
        if isinstance(node, ast.Yield) or is_named or is_problem:
            found |= {text for part in ast.walk(node) if id(part) not in apart and (text := written(part))}
    return {text for text in found if " " in text and re.search(r"[a-wyz]{2}", text)}


def written(node: ast.AST) -> str:
    """A string as it stands in a module; nothing for another node."""
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "x" for part in node.values)
    return ast.unparse(node)[1:-1] if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def test_what_the_checks_say_is_there_in_dutch() -> None:
    (folder,) = checking.__path__
    modules = [path for path in Path(folder).glob("*.py") if path.stem not in ("__init__", "profile", "second_opinion")]
    told = {text for path in modules for text in told_in(path)}
    assert len(told) > 60
    assert sorted(text for text in told if not (in_dutch(text) or in_dutch(f"x {text}"))) == []


@pytest.mark.parametrize(
    ("english", "dutch"),
    [
        ("person:a has no evidence", "person:a heeft geen bewijs"),
        ("OWL 2 RL has no self-restrictions (owl:hasSelf)", "OWL 2 RL kent owl:hasSelf niet"),
        ("owl:x is not allowed as a domain or range", "owl:x mag geen domein of bereik zijn"),
        ("an expression with owl:x is not allowed with owl:y", "een uitdrukking met owl:x mag niet bij owl:y staan"),
        ("person:a breaks sh:P at pg:b, value 3", "person:a voldoet niet aan sh:P bij pg:b, waarde 3"),
        (
            "only owlrl concludes ex:x a ex:C: cax-sco from a; b",
            "alleen owlrl leidt af: ex:x a ex:C; dat volgt met cax-sco uit a; b",
        ),
        ("something else altogether", None),
    ],
)
def test_a_message_in_dutch_names_what_it_names_in_english(english: str, dutch: str | None) -> None:
    assert in_dutch(english) == dutch


def test_what_a_second_opinion_says_is_there_in_dutch(make_root: Callable[..., Root]) -> None:
    files = {"ontology/terms.ttl": "ex:A rdfs:subClassOf ex:B .", "data/register.ttl": "ex:x a ex:A ; ex:p ex:y ."}
    problems = [
        problem
        for pair in ((ColumnarReasoner(), Silent()), (Silent(), ColumnarReasoner()))
        for problem in checking.check(make_root(**files), None, reasoner=pair[0], second=pair[1]).problems
        if problem.check == "second opinion"
    ]
    told = [in_dutch(problem.message) or "" for problem in problems]
    assert {text.split(":")[0] for text in told} == {"silent leidt niet af", "alleen columnar leidt af"}
    assert all(in_dutch(problem.mend) for problem in problems)


class Silent:
    """A reasoner that concludes nothing."""

    name = "silent"

    def close(self, asserted: Sequence[Triple]) -> Closure:
        return Closure((), ())
