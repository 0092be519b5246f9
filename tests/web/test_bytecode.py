"""Templates are compiled once, whatever becomes of the files in which their code is kept."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jinja2 import DictLoader, Environment

from preventiegraaf.web.common.bytecode import TemplateBytecode

OPTIONS = {"trim_blocks": True}


class Counting(Environment):
    """An environment that counts what it compiles."""

    compiled = 0

    def _generate(self, *arguments: object, **more: object) -> str:
        self.compiled += 1
        return super()._generate(*arguments, **more)  # type: ignore[arg-type]


Make = Callable[..., Counting]


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    """Makes an environment with one template and the cache of a folder of sources."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)

    def make(source: str = "{{ 1 }}", **options: bool) -> Counting:
        chosen: dict[str, Any] = {**OPTIONS, **options}
        return Counting(
            loader=DictLoader({"page": source}), bytecode_cache=TemplateBytecode(tmp_path / "pages", chosen), **chosen
        )

    return make


def rendered(environment: Environment) -> str:
    return environment.get_template("page").render()


def files(tmp_path: Path) -> list[Path]:
    return list((tmp_path / "pages" / "__pycache__").iterdir())


def test_the_second_time_nothing_is_compiled(make: Make, tmp_path: Path) -> None:
    first, second = make(), make()
    assert [rendered(first), rendered(second)] == ["1", "1"]
    assert [first.compiled, second.compiled] == [1, 0]
    assert len(files(tmp_path)) == 1


def test_other_sources_and_other_options_are_compiled(make: Make) -> None:
    rendered(make())
    changed, kept = make("{{ 2 }}"), make("{% if 1 %}\n2{% endif %}", trim_blocks=False)
    assert [rendered(changed), rendered(kept)] == ["2", "\n2"]
    assert [changed.compiled, kept.compiled] == [1, 1]


@pytest.mark.parametrize("damage", [b"", b"j2", b"j2" + b"\xff" * 40])
def test_a_damaged_file_is_made_anew(make: Make, tmp_path: Path, damage: bytes) -> None:
    rendered(make())
    (file,) = files(tmp_path)
    whole = file.read_bytes()
    for spoilt in (damage, whole[:10] + damage, whole[: len(whole) // 2]):
        file.write_bytes(spoilt)
        again = make()
        assert (rendered(again), again.compiled) == ("1", 1)
        assert file.read_bytes() == whole


def test_a_folder_that_cannot_be_made_is_done_without(make: Make, tmp_path: Path) -> None:
    (tmp_path / "pages").write_text("no folder")
    assert rendered(make()) == "1"


def test_nothing_is_written_where_python_keeps_no_bytecode(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert rendered(make()) == "1"
    assert not (tmp_path / "pages").exists()
