"""The architecture and the house style, held by tests."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).parents[1]
MODULES = sorted((TOP / "server").rglob("*.py"))
FUNCTIONS = [
    (path, node)
    for path in MODULES
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
]


def test_imports_go_down_the_layers() -> None:
    command = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"
    done = subprocess.run([sys.executable, "-c", command], cwd=TOP, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_modules_are_short() -> None:
    assert MODULES
    assert [path.name for path in MODULES if len(path.read_text(encoding="utf-8").splitlines()) > 300] == []


def test_functions_are_short() -> None:
    lengths = {f"{path.name}:{node.name}": (node.end_lineno or 0) - node.lineno + 1 for path, node in FUNCTIONS}
    assert {name: length for name, length in lengths.items() if length > 60} == {}
    assert sorted(lengths.values())[int(len(lengths) * 0.95)] <= 40


def test_the_top_level_is_that_of_the_design() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=TOP, capture_output=True, text=True, check=False)
    if tracked.returncode:
        pytest.skip("this is no Git checkout")
    allowed = {
        "README.md",
        "pyproject.toml",
        "ontology",
        "data",
        "queries",
        "server",
        "tests",
        "LICENSE",
        "CHANGELOG.md",
    }
    names = {name.split("/")[0] for name in tracked.stdout.split()}
    assert {name for name in names if not name.startswith(".")} <= allowed


@pytest.mark.parametrize("folder", ["ontology", "data", "queries"])
def test_no_python_among_the_graph(folder: str) -> None:
    assert list((TOP / folder).rglob("*.py")) == []


def test_the_readme_names_every_command() -> None:
    from preventiegraaf.cli import main

    readme = (TOP / "README.md").read_text(encoding="utf-8")
    assert [name for name in main.commands if not re.search(rf"preventiegraaf {name}\b", readme)] == []
