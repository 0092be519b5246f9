"""The build hook brings the libraries of the pages: what was pinned, or nothing."""

from __future__ import annotations

import base64
import hashlib
import json
import stat
import tarfile
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

TOP = Path(__file__).parents[1]
CONTENT = b"let it = 'be';"


@pytest.fixture
def hook(assets_hook: ModuleType) -> ModuleType:
    return assets_hook


@pytest.fixture
def npm(tmp_path: Path) -> list[str]:
    """A command that packs one package, as npm does."""
    (tmp_path / "it.js").write_bytes(CONTENT)
    with tarfile.open(tmp_path / "it.tgz", "w:gz") as archive:
        archive.add(tmp_path / "it.js", "package/dist/it.js")
    command = tmp_path / "npm"
    answer = json.dumps([{"name": "@some/it", "filename": "some-it-1.0.0.tgz"}])
    command.write_text(f"#!/bin/sh\ncp '{tmp_path}/it.tgz' some-it-1.0.0.tgz && echo '{answer}'\n", encoding="utf-8")
    command.chmod(command.stat().st_mode | stat.S_IXUSR)
    return [str(command)]


@pytest.fixture
def package(tmp_path: Path, npm: list[str]) -> dict[str, Any]:
    digest = base64.b64encode(hashlib.sha512((tmp_path / "it.tgz").read_bytes()).digest()).decode()
    files = {"dist/it.js": "it.js"}
    return {"name": "@some/it", "version": "1.0.0", "integrity": f"sha512-{digest}", "files": files}


def test_it_brings_the_files_that_are_named(
    hook: ModuleType, tmp_path: Path, npm: list[str], package: dict[str, Any]
) -> None:
    folder = tmp_path / "vendor"
    assert not hook.is_filled(folder, [package])
    hook.fill(folder, [package], npm)
    assert (folder / "it.js").read_bytes() == CONTENT
    assert hook.is_filled(folder, [package])
    assert not hook.is_filled(folder, [{**package, "version": "1.0.1"}])
    (folder / "it.js").unlink()
    assert not hook.is_filled(folder, [package])


def test_it_refuses_a_package_that_is_not_the_one_pinned(
    hook: ModuleType, tmp_path: Path, npm: list[str], package: dict[str, Any]
) -> None:
    with pytest.raises(hook.AlteredError, match="not sha512-else"):
        hook.fill(tmp_path / "vendor", [{**package, "integrity": "sha512-else"}], npm)
    assert not (tmp_path / "vendor").exists()


@pytest.mark.parametrize("command", [["false"], ["/nowhere/npm"]])
def test_without_network_the_build_goes_on_and_says_so(
    hook: ModuleType,
    tmp_path: Path,
    package: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
    command: list[str],
) -> None:
    warnings: list[str] = []
    app = type("App", (), {"display_warning": staticmethod(warnings.append)})()
    built = hook.AssetsHook(str(tmp_path), {"packages": [package], "node": "a-node"}, None, None, "", "wheel", app)
    monkeypatch.setattr(hook, "npm_command", lambda: command)
    data: dict[str, list[str]] = {"artifacts": []}
    built.initialize("standard", data)
    assert data == {"artifacts": [f"/{hook.FOLDER}/"]}
    assert len(warnings) == 1
    assert "@some/it@1.0.0" in warnings[0]


def test_a_machine_without_npm_installs_one_only_if_it_must(
    hook: ModuleType, tmp_path: Path, npm: list[str], package: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    config = {"packages": [package], "node": "a-node"}
    built = hook.AssetsHook(str(tmp_path), config, None, None, "", "wheel", None)
    assert built.dependencies() == ([] if hook.shutil.which("npm") else ["a-node"])
    monkeypatch.setattr(hook.shutil, "which", lambda _: None)
    assert built.dependencies() == ["a-node"]
    hook.fill(tmp_path / hook.FOLDER, [package], npm)
    assert built.dependencies() == []


def test_every_package_is_pinned_and_every_library_has_its_licence() -> None:
    with (TOP / "pyproject.toml").open("rb") as file:
        build = tomllib.load(file)["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"]["custom"]
    assert build["packages"]
    for package in build["packages"]:
        assert len(base64.b64decode(package["integrity"].removeprefix("sha512-"))) == 64
        assert any(target.startswith("licences/") for target in package["files"].values())
