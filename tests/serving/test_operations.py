"""The examples of the README for those who run the server, tried."""

from __future__ import annotations

import http.client
import json
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import pytest

from waiting import SECONDS, kept_port, until

from .conftest import PATIENT, RUNAWAY, Live, Start

README = Path(__file__).parents[2] / "README.md"
AROUND = """
daemon off; pid {folder}/nginx.pid; error_log stderr; worker_processes 1;
events {{ worker_connections 64; }}
http {{
access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
{example}
}}
"""


def example(language: str) -> str:
    """The block of the README in a language."""
    match = re.search(rf"```{language}\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert match is not None
    return match[1]


@pytest.fixture(scope="module")
def upstream(start_for_module: Start) -> Live:
    """A server for nginx to stand in front of."""
    return start_for_module("--proxies", "1", "--access-log", "-", "--query-workers", "1", *PATIENT)


@pytest.fixture(scope="module")
def proxied(upstream: Live, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """The server behind nginx as the README has it; what is asked goes through nginx."""
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if nginx is None:
        pytest.skip("nginx is not installed here")
    folder = tmp_path_factory.mktemp("nginx")
    command = [nginx, "-p", str(folder), "-c", str(folder / "nginx.conf")]
    with kept_port() as port:
        block = example("nginx").replace("listen 80;", f"listen 127.0.0.1:{port};")
        block = block.replace(":8000;", f":{upstream.port};")
        (folder / "nginx.conf").write_text(AROUND.format(folder=folder, example=block))
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        try:
            behind = replace(upstream, port=port)
            until(lambda: answers(behind))
            yield behind
        finally:
            process.terminate()
            process.wait(timeout=SECONDS)


def answers(live: Live) -> bool:
    try:
        return live.get("/healthz").status == 200
    except (OSError, http.client.HTTPException):
        return False


def test_the_server_works_behind_nginx(proxied: Live) -> None:
    for _ in range(3):
        answer = proxied.ask("ASK { ?s ?p ?o }", X_Forwarded_For="6.6.6.6")
        assert (answer.status, json.loads(answer.body)["boolean"]) == (200, True)
    assert proxied.ask("ASK { ?s ?p ?o }", If_None_Match=answer.headers["ETag"]).status == 304
    assert proxied.get("/metrics").status == 403
    assert proxied.get("/", "POST", b"x" * 2_000_000).status == 413
    until(lambda: len(proxied.printed().splitlines()) >= 4)
    assert {json.loads(line)["client"] for line in proxied.printed().splitlines()} == {"127.0.0.1"}


def test_connections_through_nginx_are_kept(proxied: Live) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", proxied.port, timeout=SECONDS)) as connection:
        for number in range(30):
            connection.request("POST", "/sparql", f"ASK {{}} #{number}", {"Content-Type": "application/sparql-query"})
            response = connection.getresponse()
            assert (response.status, response.read()[:1]) == (200, b"{")


def test_a_client_of_nginx_that_hangs_up_frees_its_worker(proxied: Live, upstream: Live) -> None:
    with closing(socket.create_connection(("127.0.0.1", proxied.port))) as connection:
        connection.sendall(f"GET /sparql?{urlencode({'query': RUNAWAY})} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
        until(lambda: upstream.under_way() == 1)
    until(lambda: upstream.under_way() == 0)  # long before the limit on its time
    assert proxied.ask("SELECT * { ?s ?p ?o } ORDER BY ?o LIMIT 1").status == 200


def test_the_unit_for_systemd_is_well_formed(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("systemd is not installed here")
    unit = tmp_path / "preventiegraaf.service"
    unit.write_text(example("ini").replace("/opt/preventiegraaf/.venv/bin/preventiegraaf", "/bin/true"))
    done = subprocess.run([analyze, "verify", str(unit)], capture_output=True, text=True, check=False)
    complaints = [line for line in done.stderr.splitlines() if "preventiegraaf.service" in line]
    assert complaints == []


def test_the_command_of_the_unit_is_one_that_exists(start: Start) -> None:
    match = re.search(r"^ExecStart=\S+ serve (.*)$", example("ini"), re.MULTILINE)
    assert match is not None
    live = start(*match[1].split())
    assert "https://example.org/" in live.said()
    assert len(live.web_processes()) == 2
