"""Comunica, the query engine of the JavaScript world, on our endpoint and on our files."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from platformdirs import user_cache_path

from waiting import SECONDS

VERSION = "4.4.1"
PACKAGE = f"@comunica/query-sparql@{VERSION}"
QUERY = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT (STR(?name) AS ?label) {
  <https://w3id.org/preventiegraaf/id/person/jan-binnenmars> skos:prefLabel ?name
}"""


@pytest.fixture(scope="module")
def comunica() -> Path:
    """Its command, installed in a folder of the cache (PREVENTIEGRAAF_COMUNICA names another one)."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.skip("node and npm are not at hand")
    default = user_cache_path("preventiegraaf-tests", appauthor=False) / f"comunica-{VERSION}"
    folder = Path(os.environ.get("PREVENTIEGRAAF_COMUNICA", default))
    command = folder / "node_modules" / ".bin" / "comunica-sparql"
    if not command.exists():
        folder.mkdir(parents=True, exist_ok=True)
        install = [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(folder), PACKAGE]
        try:
            subprocess.run(install, check=True, capture_output=True, timeout=300)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            pytest.skip(f"npm cannot install {PACKAGE}: {error}")
    return command


@pytest.mark.parametrize(
    "source", ["sparql@{}sparql", "{}sparql", "{}download/register.ttl", "file@{}download/register.nt"]
)
def test_comunica(comunica: Path, site: str, source: str) -> None:
    command = [str(comunica), source.format(site), "--query", QUERY, "-t", "application/sparql-results+json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)["results"]["bindings"]
    assert [row["label"]["value"] for row in found] == ["Jan Binnenmars"]
