"""Prepared files over real connections: sent from their place, and from memory when they are asked again."""

from __future__ import annotations

import hashlib
import json
import shutil
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from preventiegraaf.snapshot.soundness import write_sums
from waiting import SECONDS

from .conftest import Live, starting

CONTENT = b"".join(b"<http://example.org/s> <http://example.org/p> %d .\n" % number for number in range(20_000))
PATH = "/download/made-up.ttl"


@pytest.fixture(scope="module")
def live(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A server that offers a file of a megabyte besides."""
    filled, folder = (tmp_path_factory.mktemp(name) / "it" for name in ("filled", "live"))
    folder.mkdir()
    shutil.copytree(built, filled)
    ((manifest_path,),) = (tuple(filled.glob("snapshots/*/*/manifest.json")),)
    manifest = json.loads(manifest_path.read_text(encoding="utf-8"))
    digest = hashlib.sha256(CONTENT).hexdigest()
    entry = {"name": "made-up.ttl", "media_type": "text/turtle", "size": len(CONTENT), "sha256": digest}
    manifest["downloads"].append(entry)
    manifest_path.write_text(json.dumps(manifest), encoding="utf-8")
    (manifest_path.parent / "downloads" / "made-up.ttl").write_bytes(CONTENT)
    write_sums(manifest_path.parent)
    with starting(filled, folder) as begin:
        yield begin()


def test_it_arrives_whole_however_often_it_is_asked(live: Live) -> None:
    found = [live.get(PATH) for _ in range(5)]
    assert [each.body == CONTENT for each in found] == [True] * 5
    assert {each.headers["ETag"] for each in found} == {found[0].headers["ETag"]}
    assert {each.headers["Content-Length"] for each in found} == {str(len(CONTENT))}
    assert not any(each.headers["Transfer-Encoding"] for each in found)


def test_parts_heads_and_what_one_has_already(live: Live) -> None:
    tag = [live.get(PATH) for _ in range(3)][-1].headers["ETag"]
    part = live.get(PATH, Range="bytes=300000-899999")
    assert (part.status, part.body == CONTENT[300_000:900_000]) == (206, True)
    head = live.get(PATH, "HEAD")
    assert (head.status, head.body, head.headers["Content-Length"]) == (200, b"", str(len(CONTENT)))
    assert live.get(PATH, If_None_Match=tag).status == 304
    assert live.get(PATH, If_None_Match='"other"').body == CONTENT


def test_clients_that_never_read_keep_no_other_from_it(live: Live) -> None:
    """More than may be lent: the others get it from the file."""
    request = f"GET {PATH} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode()
    with ExitStack() as stack:
        for _ in range(60):
            reader = stack.enter_context(socket.create_connection(("127.0.0.1", live.port), SECONDS))
            reader.sendall(request)
            assert reader.recv(15) == b"HTTP/1.1 200 OK"
        assert live.get(PATH).body == CONTENT
        rest = b"".join(iter(lambda: reader.recv(65_536), b""))
        assert rest.partition(b"\r\n\r\n")[2] == CONTENT
    assert [live.get(PATH).body == CONTENT for _ in range(3)] == [True] * 3
