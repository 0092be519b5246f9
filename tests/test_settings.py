"""Each setting is declared once; the command line, the environment and the README follow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import Field, fields
from pathlib import Path
from typing import Any

import click
import pytest

from preventiegraaf.cli import main
from preventiegraaf.settings import Settings, environment_variable

README = Path(__file__).parents[1] / "README.md"
NAMES = [declared.name for declared in fields(Settings)]
OTHER = {"texts": "check"}
"""Settings of another command than serve."""
VALUES = {
    "reasoner": "owlrl",
    "root": "/x",
    "snapshots": "/x",
    "texts": "/x",
    "host": "127.0.0.9",
    "allow_service": "http://127.0.0.1/sparql",
    "engine": "http://127.0.0.1/sparql",
    "access_log": "-",
    "public_url": "http://127.0.0.1",
    "contact": "info@example.org",
    "watch": "1",
}


def option(name: str) -> click.Option:
    command = main.commands[OTHER.get(name, "serve")]
    return next(one for one in command.params if isinstance(one, click.Option) and one.name == name)


def shown(declared: Field[Any]) -> str:
    """A default as the table has it."""
    if isinstance(declared.default, Path):
        return "the user's cache"
    if declared.default in (None, ()):
        return "none"
    return {True: "yes", False: "no"}[declared.default] if isinstance(declared.default, bool) else str(declared.default)


def table() -> Iterator[str]:
    yield "| setting | default | what it does |"
    yield "|---|---|---|"
    for declared in fields(Settings):
        yield f"| `--{declared.name.replace('_', '-')}` | {shown(declared)} | {declared.metadata['help']} |"


def test_the_readme_has_the_table_of_settings(pytestconfig: pytest.Config) -> None:
    """`pytest --update-expected` rewrites the table."""
    text = README.read_text(encoding="utf-8")
    begin = text.index("| setting | default |")
    end = text.index("\n\n", begin)
    wanted = "\n".join(table())
    if pytestconfig.getoption("--update-expected"):
        README.write_text(text[:begin] + wanted + text[end:], encoding="utf-8")
        return
    assert text[begin:end] == wanted


@pytest.mark.parametrize("name", NAMES)
def test_each_setting_is_a_flag_with_its_help(name: str) -> None:
    declared = next(one for one in fields(Settings) if one.name == name)
    found = option(name)
    assert f"--{name.replace('_', '-')}" in found.opts
    assert found.help == declared.metadata["help"]


@pytest.mark.parametrize("name", NAMES)
def test_each_setting_has_its_environment_variable(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    command = main.commands[OTHER.get(name, "serve")]
    declared = next(one for one in fields(Settings) if one.name == name)
    value = VALUES.get(name, "3")
    monkeypatch.setenv(environment_variable(name), value)
    given = command.make_context("serve", []).params[name]
    assert given != declared.default
    assert str(given if not isinstance(given, tuple) else given[0]) in (value, "3.0", "True")


def test_a_flag_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREVENTIEGRAAF_QUERY_SECONDS", "3")
    assert main.commands["serve"].make_context("serve", ["--query-seconds", "4"]).params["query_seconds"] == 4.0
