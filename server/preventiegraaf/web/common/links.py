"""Where a reader finds what is said of a thing: IRIs of ours as addresses on this server."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote

from flask import request, url_for
from pyoxigraph import NamedNode
from werkzeug.urls import iri_to_uri

from preventiegraaf.namespaces import BASE, DEF, shorten
from preventiegraaf.web.common.served import served

_SAFE = "/:"
"""What may stand unescaped in a query (RFC 3986, section 3.4); leaving it so keeps addresses short and readable."""
_OURS = re.compile(
    r"(?P<path>(?:id|doc)/[^/#?]+/[^/#?]+|concept/[^/#?]+(?:/[^/#?]+)?|graph/[^/#?]+|def(?:/[^/#?]+)?)(?:#(?P<part>.+))?"
)


def page_of(iri: str, language: str) -> str | None:
    """The address of the page about a thing of ours, or None for an IRI of others."""
    match = _OURS.fullmatch(iri.removeprefix(BASE)) if iri.startswith(BASE) else None
    if match is None:
        return None
    path = f"doc/{match['path'].removeprefix('id/')}" if match["path"].startswith("id/") else match["path"]
    anchor = f"#{quote(match['part'], safe=':')}" if match["part"] else ""
    return f"{request.script_root}/{quote(path)}?lang={language}{anchor}"


def describe(iri: str, language: str) -> str:
    """The address where a thing is described: its own page, or what the endpoint says of an IRI of others."""
    return page_of(iri, language) or url_for("sparql.endpoint", query=f"DESCRIBE <{iri}>", lang=language)


def why(subject: object, predicate: object, object_: object) -> str | None:
    """The address of the page that tells why a triple follows; None where an end is a text or has no IRI."""
    terms = {"subject": subject, "predicate": predicate, "object": object_}
    named = {name: term.value for name, term in terms.items() if isinstance(term, NamedNode)}
    if len(named) < len(terms):
        return None
    asked = "&".join(f"{name}={_quoted(value)}" for name, value in named.items())
    return f"{url_for('explaining.explain')}?{asked}"


@lru_cache(1_024)
def _quoted(iri: str) -> str:
    """An IRI as the value of a parameter; those of one page are the same time and again."""
    return quote(iri, safe=_SAFE)


def absolute(path: str) -> str:
    """The address of a path as readers know it: under `--public-url` where that is set, else relative to the host."""
    return iri_to_uri((served().public_url or "").rstrip("/") + path)


def anchor_of(term: NamedNode) -> str:
    """The anchor of a term on the page of the ontology: the fragment of ours, the short IRI of others."""
    ours = term.value.startswith(DEF.removesuffix("#")) and "#" in term.value
    return term.value.partition("#")[2] if ours else shorten(term.value).strip("<>")
