"""Each kind of check fires on files that break it: cases laid over a small valid graph, with what must be found.

A case is named by the check and the fault. `<case>.toml` holds changes to files of `cases/valid/`, `<case>.txt` the
problems that follow, as `check` prints them; `pytest --update-expected` rewrites those.
"""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

from preventiegraaf.checking import CHECKS, Report, check
from preventiegraaf.paths import Root

FOLDER = Path(__file__).parent / "cases"
CASES = sorted(path.stem for path in FOLDER.glob("*.toml"))


def test_each_check_has_a_case() -> None:
    assert {check_of(case) for case in CASES} == set(CHECKS)


def test_valid_graph_has_no_problems() -> None:
    report = check(Root(FOLDER / "valid"), FOLDER / "valid" / "texts")
    assert report.problems == ()
    assert report.notes == ("voorbeeld: 4 of 4 sentences: 2 as evidence, 2 left out",)


def test_valid_graph_without_texts_says_what_it_could_not_prove() -> None:
    report = check(Root(FOLDER / "valid"), None)
    assert report.clean
    assert report.notes[0].startswith("The texts of the documents are not at hand")


@pytest.mark.parametrize("case", CASES)
def test_check_fires_on(case: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    report = check_changed(case, tmp_path)
    found = "".join(f"{problem}\n".replace(f"{tmp_path}/", "") for problem in report.problems)
    expected = FOLDER / f"{case}.txt"
    if request.config.getoption("--update-expected"):
        expected.write_text(found, encoding="utf-8")
    assert check_of(case) in {problem.check for problem in report.problems}
    assert found == expected.read_text(encoding="utf-8")


def check_of(case: str) -> str:
    return case.partition("-")[0]


def check_changed(case: str, folder: Path) -> Report:
    """Check the valid graph with the changes of a case."""
    shutil.copytree(FOLDER / "valid", folder, dirs_exist_ok=True)
    for change in tomllib.loads((FOLDER / f"{case}.toml").read_text(encoding="utf-8"))["change"]:
        apply(change, folder / change["file"])
    return check(Root(folder), folder / "texts")


def apply(change: dict[str, Any], path: Path) -> None:
    """Delete the file, add it, or replace the first `old` in it by `new`."""
    if change.get("delete"):
        path.unlink()
        return
    content = path.read_bytes().decode() if path.exists() else ""
    old = change.get("old", "")
    assert old in content, f"{path.name} does not hold {old!r}"
    assert content == "" or old != ""
    path.write_bytes(content.replace(old, change["new"], 1).encode(change.get("encoding", "utf-8")))
