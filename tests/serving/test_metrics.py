from __future__ import annotations

import os
from pathlib import Path

import pytest

from preventiegraaf.serving.exchange import Outgoing
from preventiegraaf.serving.metrics import Metrics, kind_of


def exposed(metrics: Metrics) -> str:
    body = metrics.exposition().body
    assert isinstance(body, bytes)
    return body.decode()


def test_figures_are_for_the_operator_and_for_no_page_elsewhere(tmp_path: Path) -> None:
    answer = Metrics(tmp_path).exposition()
    assert answer.header("x-content-type-options") == "nosniff"
    assert answer.header("access-control-allow-origin") is None


def test_requests_are_counted_by_kind_and_status(tmp_path: Path) -> None:
    metrics = Metrics(tmp_path)
    for status, truncated, seconds, cached in (
        (200, False, 0.001, True),
        (200, True, 0.3, False),
        (408, False, 11.0, False),
    ):
        metrics.end("/sparql", Outgoing(status, [], b"", truncated=truncated), seconds, cached)
    metrics.switched()
    with metrics.under_way():
        text = exposed(metrics)
    assert 'preventiegraaf_requests_total{kind="sparql",status="200"} 2.0' in text
    assert 'preventiegraaf_requests_total{kind="sparql",status="408"} 1.0' in text
    for bound, count in (("0.001", 1), ("0.25", 1), ("0.5", 2), ("10.0", 2), ("+Inf", 3)):
        assert f'preventiegraaf_request_seconds_bucket{{kind="sparql",le="{bound}"}} {count}.0' in text
    assert 'preventiegraaf_request_seconds_count{kind="sparql"} 3.0' in text
    assert 'preventiegraaf_request_seconds_sum{kind="sparql"} 11.301' in text
    for name in ("cached_answers_total", "truncated_answers_total", "snapshot_switches_total", "requests_under_way"):
        assert f"preventiegraaf_{name} 1.0" in text


def test_processes_are_added_up_and_the_dead_have_nothing_under_way(tmp_path: Path) -> None:
    metrics = Metrics(tmp_path)
    metrics.end("/sparql", Outgoing(200, [], b""), 0.1, cached=False)
    with metrics.under_way():
        metrics.save()
        own = tmp_path / f"{os.getpid()}.json"
        (tmp_path / "999999999.json").write_text(own.read_text())
        text = exposed(metrics)
    assert 'preventiegraaf_requests_total{kind="sparql",status="200"} 2.0' in text
    assert 'preventiegraaf_request_seconds_sum{kind="sparql"} 0.2' in text
    assert "preventiegraaf_requests_under_way 1.0" in text


def test_queries_are_counted_by_engine_once(tmp_path: Path) -> None:
    metrics = Metrics(tmp_path)
    for engine, cached in (("columns", False), ("columns", True), ("store", False), (None, False)):
        metrics.end("/sparql", Outgoing(200, [], b"", 1, engine), 0.1, cached)
    text = exposed(metrics)
    assert 'preventiegraaf_queries_total{engine="columns"} 1.0' in text
    assert 'preventiegraaf_queries_total{engine="store"} 1.0' in text
    assert text.count("preventiegraaf_queries_total{") == 2


def test_a_folder_that_is_gone_does_not_disturb(tmp_path: Path) -> None:
    Metrics(tmp_path / "gone").save()


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/sparql", "sparql"), ("/id/x/y", "id"), ("/", "page"), ("/x", "page"), ("*", "page"), ("", "page")],
)
def test_the_kinds_of_addresses_are_few(path: str, kind: str) -> None:
    assert kind_of(path) == kind
