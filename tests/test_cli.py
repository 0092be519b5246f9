from __future__ import annotations

import errno
import json
import socket
import urllib.request
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from preventiegraaf.cli import main
from preventiegraaf.paths import Root
from started import started
from waiting import SECONDS

MakeRoot = Callable[..., Root]
FILES = {
    "ontology/terms.ttl": "ex:A rdfs:subClassOf ex:B .",
    "data/register.ttl": "ex:x a ex:A .",
}


@pytest.fixture
def call(make_root: MakeRoot, tmp_path: Path) -> Callable[..., Result]:
    root = make_root(**FILES)

    def invoke(*arguments: str, stdin: str | None = None) -> Result:
        environment = {
            "PREVENTIEGRAAF_ROOT": str(root.folder),
            "PREVENTIEGRAAF_SNAPSHOTS": str(tmp_path / "snapshots"),
        }
        return CliRunner().invoke(main, arguments, env=environment, input=stdin)

    return invoke


@pytest.mark.parametrize("command", [[], *([name] for name in main.commands)], ids=lambda command: "".join(command))
def test_help_reads_well(command: list[str]) -> None:
    result = CliRunner().invoke(main, [*command, "--help"])
    assert result.exit_code == 0
    assert "..." not in result.output.replace("[OPTIONS]...", "").replace("COMMAND [ARGS]...", "")


def test_query_answers_with_and_without_inference(call: Callable[..., Result]) -> None:
    query = "SELECT ?class { <http://example.org/x> a ?class } ORDER BY ?class"
    assert call("query", query).stdout.splitlines() == ["class", "http://example.org/A", "http://example.org/B"]
    assert call("query", "--no-infer", query).stdout.splitlines() == ["class", "http://example.org/A"]


def test_query_restricts_its_sources(call: Callable[..., Result], tmp_path: Path) -> None:
    for name in ("one", "two"):
        text = f"<http://example.org/{name}> a <http://example.org/A> ."
        (tmp_path / "root" / "data" / "documents" / f"{name}.ttl").write_text(text)
    query = "ASK { <http://example.org/two> a <http://example.org/B> }"
    assert call("query", "--sources", "two", query).stdout == call("query", query).stdout == "true"
    assert call("query", "--sources", "one", query).stdout == "false"
    refused = call("query", "--sources", "nowhere", query)
    assert refused.exit_code == 2
    assert "no document nowhere" in refused.output


def test_query_reads_standard_input_and_files(call: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text("ASK { ?x a <http://example.org/B> }")
    assert call("query", str(tmp_path / "q.rq")).stdout == call("query", "-", stdin="ASK {}").stdout == "true"
    described = call("query", "--format", "nt", "DESCRIBE <http://example.org/x>").stdout
    assert "<http://example.org/x>" in described


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["query", "SELECT"], "Line 1"),
        (["query", "missing.rq"], "Cannot read missing.rq"),
        (["query", "--format", "docx", "ASK {}"], "On offer"),
        (["query", "DROP ALL"], "only answers questions"),
        (["read", "nope"], "Give --texts"),
        (["read", "nope", "--texts", "."], "There is no document nope"),
        (["build", "--root", "/nonexistent"], "it lacks ontology/"),
        (["check", "--texts", "/nonexistent"], "--texts"),
        (["serve", "--port", "99999"], "99999"),
    ],
)
def test_an_error_is_a_sentence_and_not_a_traceback(
    call: Callable[..., Result], arguments: list[str], message: str
) -> None:
    result = call(*arguments)
    assert result.exit_code in (1, 2)
    assert isinstance(result.exception, SystemExit)
    assert message in result.stderr


def test_a_full_disk_is_told_and_other_errors_are_not_hidden() -> None:
    group = type(main)()

    @group.command()
    @click.argument("number", type=int)
    def write(number: int) -> None:
        raise OSError(number, "It is so")

    full, other = (CliRunner().invoke(group, ["write", str(number)]) for number in (errno.ENOSPC, errno.EIO))
    assert (full.exit_code, full.stderr) == (1, "Error: The answer cannot be written: It is so.\n")
    assert isinstance(other.exception, OSError)


def test_build_prints_the_folder_of_the_snapshot(call: Callable[..., Result]) -> None:
    folder = Path(call("build").stdout.strip())
    assert (folder / "manifest.json").is_file()


def test_a_taken_port_is_told(call: Callable[..., Result]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = call("serve", "--port", str(taken.getsockname()[1]))
    assert result.exit_code == 2
    assert "Choose another --host or --port" in result.stderr


def test_serve_says_where_and_answers(make_root: MakeRoot, tmp_path: Path) -> None:
    places = ("--root", str(make_root(**FILES).folder), "--snapshots", str(tmp_path / "snapshots"))
    with (
        started(tmp_path, *places) as address,
        urllib.request.urlopen(f"{address}sparql?query=ASK+%7B%7D", timeout=SECONDS) as response,  # noqa: S310
    ):
        assert b"true" in response.read()


def test_read_gives_each_sentence_what_the_graph_holds(texts: Path, root: Root) -> None:
    result = CliRunner().invoke(main, ["read", "jongeriusoverleg", "--texts", str(texts), "--root", str(root.folder)])
    assert result.exit_code == 0
    assert "35. [" in result.stdout
    assert "voorzitterschap" in result.stdout
    assert "weggelaten: " in result.stdout


def test_an_unchanged_graph_is_not_built_again(call: Callable[..., Result]) -> None:
    call("build")
    assert "up to date" in call("build").stderr


def test_explain_tells_why_and_fails_for_what_does_not_hold(call: Callable[..., Result]) -> None:
    told = call("explain", "--lang", "en", "http://example.org/x", "a", "http://example.org/B")
    assert told.exit_code == 0
    assert "is a <http://example.org/B>\n  because — rule cax-sco" in told.stdout
    assert "— Register of shared things, data/register.ttl" in told.stdout
    missing = call("explain", "http://example.org/x", "a", "http://example.org/C")
    assert missing.exit_code == 1
    assert "This does not hold" in missing.output
    assert "What does hold: <http://example.org/x> rdf:type <http://example.org/" in missing.output
    assert call("explain", "nobody", "a", "http://example.org/B").exit_code == 2


def test_the_reasoners_to_choose_from_are_those_there_are() -> None:
    from preventiegraaf.reasoning import REASONERS

    for command in main.commands.values():
        for parameter in command.params:
            if parameter.name == "reasoner":
                assert list(parameter.type.choices) == list(REASONERS)  # type: ignore[attr-defined]


def test_a_graph_closed_by_the_second_opinion_is_explained_too(call: Callable[..., Result]) -> None:
    triple = ("http://example.org/x", "a", "http://example.org/B")
    told = call("explain", "--reasoner", "owlrl", *triple)
    assert "cax-sco" in told.stdout
    assert told.stdout == call("explain", *triple).stdout
    assert call("build", "--reasoner", "owlrl").stdout != call("build").stdout


def test_a_plan_tells_the_engine(call: Callable[..., Result]) -> None:
    counts = "SELECT ?c (COUNT(*) AS ?n) { ?x a ?c . ?x a <http://example.org/B> } GROUP BY ?c ORDER BY ?n"
    plan = json.loads(call("query", "--plan", counts).stdout)
    assert (plan["engine"], plan["plans"][0][0]["step"]) == ("columns", "scan")
    near = json.loads(call("query", "--plan", "SELECT (COUNT(*) AS ?n) { ?x a <http://example.org/B> }").stdout)
    assert (near["engine"], near["rows"], "the server itself" in near["because"]) == ("columns", 1, True)
    assert json.loads(call("query", "--plan", "--no-infer", "DESCRIBE ?s { ?s ?p ?o }").stdout)["engine"] == "store"
    assert json.loads(call("query", "--plan", "ASK { <http://example.org/x> a ?c }").stdout)["engine"] == "columns"
    assert call("query", "--plan", "SELECT").exit_code == 1
