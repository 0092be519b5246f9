from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from preventiegraaf.checking import CHECKS
from preventiegraaf.cli import main
from preventiegraaf.paths import Root, changelog
from preventiegraaf.querying import Pool
from preventiegraaf.reasoning import ColumnarReasoner
from preventiegraaf.snapshot import Shelf, Snapshot, build
from preventiegraaf.snapshot.quality import read_report
from preventiegraaf.web import create_app
from preventiegraaf.web.common.served import Served
from preventiegraaf.web.presentation.changes import latest
from preventiegraaf.web.texts import TEXTS

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
    assert all(f'<td lang="{language}">' in dutch for language in ("nl", "en"))
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
    assert {f"check_{name}" for name in CHECKS} == {key for key in TEXTS if key.startswith("check_")} - {"check_it"}


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
