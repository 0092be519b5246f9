"""A resource in the form that the client wants, with its tag and the links to its other forms.

Sources: RFC 9110 (negotiation, conditional requests), RFC 8288 (Link), RFC 6596 (canonical), RFC 4946 (license).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias
from urllib.parse import urlencode

from flask import Response, request
from pyoxigraph import RdfFormat
from werkzeug.urls import iri_to_uri

from preventiegraaf.formats import FORMATS, GRAPH_FORMATS, HTML, Format, choose
from preventiegraaf.web.common.language import language
from preventiegraaf.web.common.links import absolute
from preventiegraaf.web.common.served import served

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
CSV = FORMATS["table", "csv"]
QUAD_FORMATS = {"trig": RdfFormat.TRIG, "nq": RdfFormat.N_QUADS}
"""The formats that keep the named graph of each statement, by name."""
RDF_FORMATS = tuple(format_ for format_ in GRAPH_FORMATS if format_ is not HTML)

Body: TypeAlias = bytes | str | Iterator[bytes]


@dataclass(frozen=True)
class Resource:
    """A document that this server gives in several formats.

    `iri` is its name everywhere, `path` its address here without suffix, `about` the IRI of what it describes if
    that is another thing, `parameters` what else in the request decides what it says, `relations` further links.
    """

    iri: str
    path: str
    offered: Sequence[Format] = (*RDF_FORMATS, HTML)
    about: str | None = None
    parameters: Mapping[str, str | list[str]] = field(default_factory=dict)
    relations: dict[str, str] = field(default_factory=dict)
    suffixed: bool = True

    def address(self, format_: str = "") -> str:
        """The address of the resource here, or of one of its formats: by suffix, else by `?format=`."""
        if self.suffixed:
            return absolute(self.path) + (f".{format_}" if format_ else "") + _query(self.parameters)
        return absolute(self.path) + _query({**self.parameters, **({"format": format_} if format_ else {})})


def split_suffix(name: str, offered: Sequence[Format]) -> tuple[str, str | None]:
    """A name without the suffix of a format, and that suffix; the whole name where it has none."""
    stem, dot, suffix = name.rpartition(".")
    is_format = bool(dot and stem) and any(format_.name == suffix for format_ in offered)
    return (stem, suffix) if is_format else (name, None)


def chosen_of(suffix: str | None, offered: Sequence[Format]) -> Format:
    """The format of the suffix, else of `?format=`, else of the Accept header. Raises NotAcceptableError."""
    return choose(request.headers.get("Accept"), suffix or request.args.get("format"), offered)


def represent(resource: Resource, suffix: str | None, make: Callable[[Format], Body]) -> Response:
    """The resource in the format that `chosen_of` tells, made by `make`; 304 if the client has it.

    Raises NotAcceptableError if nothing on offer fits.
    """
    chosen = chosen_of(suffix, resource.offered)
    response = Response(content_type=chosen.content_type)
    _set_links(response, resource, chosen)
    if suffix is None and "format" not in request.args:
        response.vary.add("Accept")
        response.headers["Content-Location"] = resource.address(chosen.name)
    if chosen in (HTML, CSV):
        response.vary.add("Accept-Language")
        response.content_language.add(language())
    response.set_etag(_tag(resource, chosen))
    response.make_conditional(request)
    if response.status_code != 304:
        _fill(response, make(chosen))
    return response


def _fill(response: Response, body: Body) -> None:
    if isinstance(body, str | bytes):
        response.set_data(body)
    else:
        response.response = body
        response.headers.pop("Content-Length", None)


def _tag(resource: Resource, chosen: Format) -> str:
    """A tag that differs for all that makes the bytes differ."""
    place = served().public_url or ""
    worded = (language(), request.full_path, request.script_root, served().edition) if chosen in (HTML, CSV) else ()
    parts = (served().snapshot.digest, resource.iri, _query(resource.parameters), chosen.name, place, *worded)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def _query(parameters: Mapping[str, str | list[str]]) -> str:
    return f"?{urlencode(parameters, doseq=True)}" if parameters else ""


def _set_links(response: Response, resource: Resource, chosen: Format) -> None:
    canonical = iri_to_uri(resource.iri) + _query(resource.parameters)
    links = [_link(canonical, "canonical"), _link(LICENCE, "license")]
    if resource.about is not None:
        thing = iri_to_uri(resource.about)
        links += [_link(thing, "describes"), _link(resource.address(), "describedby", anchor=thing)]
    links += [
        _link(resource.address(format_.name), "alternate", type=format_.media_type)
        for format_ in resource.offered
        if format_ is not chosen
    ]
    links += [_link(target, relation) for relation, target in resource.relations.items()]
    response.headers["Link"] = ", ".join(links)


def _link(target: str, relation: str, **attributes: str) -> str:
    return "; ".join([f"<{target}>", f'rel="{relation}"', *(f'{name}="{value}"' for name, value in attributes.items())])
