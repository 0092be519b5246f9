"""The wheel, alone in a folder of its own, is the whole program with its graph."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).parents[1]
WEB = Path("server/preventiegraaf/web")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    build = ["wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(TOP)]
    subprocess.run([*pip, *build], check=True)
    wheel = next(folder.glob("*.whl"))
    subprocess.run([*pip, "install", "--no-deps", "--target", str(folder / "site"), str(wheel)], check=True)
    return folder / "site"


def run(installed: Path, tmp_path: Path, *arguments: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(installed), "PREVENTIEGRAAF_SNAPSHOTS": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_script_runs(installed: Path, tmp_path: Path) -> None:
    scripts = list((installed / "bin").iterdir())
    assert scripts
    for script in scripts:
        assert "Usage:" in run(installed, tmp_path, str(script), "--help")


def test_the_graph_travels_in_the_wheel(installed: Path, tmp_path: Path) -> None:
    code = "from preventiegraaf.paths import bundled_root; print(bundled_root().folder)"
    assert Path(run(installed, tmp_path, "-c", code).strip()) == installed / "preventiegraaf"
    for folder in ("ontology", "data/documents", "queries/checks"):
        assert sorted(path.name for path in (installed / "preventiegraaf" / folder).iterdir()) == sorted(
            path.name for path in (TOP / folder).iterdir()
        )


def test_pages_and_styles_travel_in_the_wheel(installed: Path) -> None:
    web = installed / "preventiegraaf" / "web"
    for folder in ("templates", "static"):
        original = TOP / "server" / "preventiegraaf" / "web" / folder
        assert sorted(path.name for path in (web / folder).iterdir()) == sorted(
            path.name for path in original.iterdir()
        )


def test_the_libraries_travel_in_the_wheel_with_their_licences(installed: Path) -> None:
    here, there = (web / "static" / "vendor" for web in (TOP / WEB, installed / "preventiegraaf" / "web"))
    if not here.is_dir():
        pytest.skip("the libraries of the pages were not brought: the program was installed without network")
    brought = sorted(str(path.relative_to(here)) for path in here.rglob("*"))
    assert brought == sorted(str(path.relative_to(there)) for path in there.rglob("*"))
    assert any(name.startswith("licences/") for name in brought)
