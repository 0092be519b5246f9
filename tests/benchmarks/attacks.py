"""Requests that nobody should send."""

from __future__ import annotations

import random
import socket
import time
from collections import Counter
from collections.abc import Callable
from urllib.parse import quote, urlsplit

from benchmarks.clients import Client

_RUNAWAY = (
    "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT (COUNT(*) AS ?n) WHERE { ?a (!<urn:x>)* ?b . ?b (!<urn:y>)* ?c }",
    "SELECT ?a WHERE { ?a ?b ?c . ?d ?e ?f FILTER(STR(?c) = CONCAT(STR(?f), 'x')) } LIMIT 1",
    "ASK { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a = ?f && ?f = ?h && ?h = 'nowhere') }",
    "CONSTRUCT { ?a ?b ?f } WHERE { ?a ?b ?c . ?d ?e ?f }",
)
_HUNGRY = (
    "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?f)); SEPARATOR='----------') AS ?x) WHERE { ?a ?b ?c . ?d ?e ?f }",
    "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f } ORDER BY DESC(CONCAT(STR(?a), STR(?f)))",
    "SELECT DISTINCT (CONCAT(STR(?a), STR(?c), STR(?f)) AS ?x) WHERE { ?a ?b ?c . ?d ?e ?f }",
    "SELECT ?a (COUNT(DISTINCT ?f) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f } GROUP BY ?a ?c",
    "SELECT (MD5(REPLACE(GROUP_CONCAT(?c), 'a', GROUP_CONCAT(?c))) AS ?x) WHERE { ?a ?b ?c }",
)
_MALFORMED = (
    "",
    "SELECT",
    "SELECT ?x WHERE { ?x ?y",
    "SELECT * WHERE { ?s ?p 'open }",
    "SELECT * WHERE { " + "{ " * 3_000 + "?s ?p ?o" + " }" * 3_000 + " }",
    "SELECT * WHERE { ?s ?p ?o FILTER(" + "(" * 20_000 + "1" + ")" * 20_000 + ") }",
    "SELECT * WHERE { ?s " + "/".join(["<urn:p>"] * 5_000) + " ?o }",
    "SELECT * WHERE { ?s ?p ?o FILTER(REGEX(STR(?o), '(a+)+$((((((')) }",
    "DELETE WHERE { ?s ?p ?o }",
    "SELECT * WHERE { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * FROM <file:///etc/passwd> WHERE { ?s ?p ?o }",
    "\x00\x01\x02",
)
_SHORT_PATIENCE, _LONG_PATIENCE = 5.0, 30.0


class Attacker:
    """One hostile client; `outcomes` counts what came back, by the kind of attack and the status."""

    def __init__(self, url: str, source: str, chance: random.Random) -> None:
        self._url, self._source, self._chance = url, source, chance
        parts = urlsplit(url)
        self._host, self._port, self._path = parts.hostname or "127.0.0.1", parts.port or 80, parts.path
        self.outcomes: Counter[tuple[str, int]] = Counter()
        self._kinds: dict[str, Callable[[], int]] = {
            "runaway": lambda: self._query(self._chance.choice(_RUNAWAY)),
            "hungry": lambda: self._query(self._chance.choice(_HUNGRY)),
            "malformed": lambda: self._query(self._chance.choice(_MALFORMED)),
            "odd": self._odd,
            "garbage": self._garbage,
            "broken off": self._broken_off,
            "dawdling": self._dawdling,
        }

    def work(self, deadline: float) -> None:
        """Attack until the deadline (of `time.monotonic`), for some seconds beyond where an answer is awaited."""
        while time.monotonic() < deadline:
            kind = self._chance.choice([*self._kinds])
            self.outcomes[kind, self._kinds[kind]()] += 1
            time.sleep(self._chance.uniform(0, 0.05))

    def _query(self, text: str) -> int:
        """A query as a form, with a comment that no other has."""
        body = f"query={quote(f'{text}#{self._chance.random()}')}".encode()
        return self._ask("POST", self._path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> int:
        with Client(self._url, _LONG_PATIENCE, self._source) as client:
            return client.ask(method, path, body, headers).status

    def _odd(self) -> int:
        """A request that is well-formed HTTP, and no sense."""
        method, path, body, headers = self._chance.choice(
            [
                ("GET", f"{self._path}?query=%ff%fe", None, {}),
                ("GET", f"{self._path}?query=ASK%7B%7D&query=ASK%7B%7D", None, {}),
                ("GET", f"{self._path}?query=" + "x" * 60_000, None, {}),
                ("GET", f"{self._path}?query=ASK%7B%7D", None, {"Accept": "image/png;q=x, " * 500}),
                ("GET", "/" + "../" * 200 + "etc/passwd", None, {}),
                ("POST", self._path, b"\xff" * 3_000_000, {"Content-Type": "application/sparql-query"}),
                ("POST", self._path, b"<a/>", {"Content-Type": "text/xml"}),
                (
                    "POST",
                    self._path,
                    b"ASK {}",
                    {"Content-Encoding": "gzip", "Content-Type": "application/sparql-query"},
                ),
                ("BREW", self._path, None, {}),
            ]
        )
        return self._ask(method, path, body, headers)

    def _raw(self, *parts: bytes, pause: float = 0.0) -> int:
        """Bytes as they are, with a pause after each part; what comes back is not looked at."""
        try:
            with socket.create_connection((self._host, self._port), _SHORT_PATIENCE, (self._source, 0)) as connection:
                for part in parts:
                    connection.sendall(part)
                    time.sleep(pause)
        except OSError:
            return 0
        return 1

    def _garbage(self) -> int:
        return self._raw(self._chance.randbytes(2_000))

    def _broken_off(self) -> int:
        """A runaway query whose client is gone before the answer."""
        text = quote(f"{self._chance.choice(_RUNAWAY)}#{self._chance.random()}")
        head = f"GET {self._path}?query={text} HTTP/1.1\r\nHost: {self._host}:{self._port}\r\n\r\n"
        return self._raw(head.encode(), pause=self._chance.uniform(0.05, 0.5))

    def _dawdling(self) -> int:
        """A request that comes a few bytes at a time and is never whole."""
        begin = f"POST {self._path} HTTP/1.1\r\nHost: {self._host}\r\nContent-Length: 900\r\n\r\n".encode()
        return self._raw(begin, *([b"quer"] * 8), pause=0.25)
