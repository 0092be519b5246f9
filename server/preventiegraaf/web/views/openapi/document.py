"""The description in OpenAPI 3.1, made from the routes of the application and the questions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from http import HTTPStatus
from typing import Any

from flask import current_app
from pyoxigraph import NamedNode
from werkzeug.routing import Map, Rule

from preventiegraaf.namespaces import ID
from preventiegraaf.querying import Parameter, Question
from preventiegraaf.snapshot.selfdescription import Publication
from preventiegraaf.snapshot.selfdescription.publication import DESCRIPTION, LICENCE, PUBLISHER_NAME, TITLE
from preventiegraaf.web.views.openapi.operations import (
    IN_FRONT,
    IN_PATH,
    OPERATIONS,
    PARAMETERS,
    SPARQL_BODIES,
    Operation,
)

_OTHER_METHODS = {"HEAD", "OPTIONS"}
_VARIABLE = re.compile(r"<(?:[^<>:]+:)?([^<>]+)>")
_QUESTION = "questions.question"
_ERROR = {"$ref": "#/components/responses/Error"}


def describe(routes: Map, publication: Publication) -> dict[str, Any]:
    """Every route with its parameters and answers, and every question with its own."""
    paths: dict[str, dict[str, Any]] = {}
    for rule in routes.iter_rules():
        paths.setdefault(_VARIABLE.sub(r"{\1}", rule.rule), {}).update(_operations(rule, publication))
    for question in publication.questions:
        paths[f"/query/{question.name}"] = {"get": _asking(question)}
    for path, (summary, statuses) in IN_FRONT.items():
        paths[path] = {"get": _in_front(path, summary, statuses)}
    return {
        "openapi": "3.1.0",
        "info": _info(publication),
        "servers": [{"url": publication.address or "/"}],
        "paths": dict(sorted(paths.items())),
        "components": {"responses": {"Error": _error_response()}, "schemas": {"Error": _error_schema()}},
    }


def _info(publication: Publication) -> dict[str, Any]:
    by = "url" if "://" in publication.contact else "email"
    return {
        "title": TITLE["en"],
        "description": DESCRIPTION["en"],
        "version": publication.version,
        "license": {"name": "CC BY 4.0", "url": LICENCE.value},
        "contact": {"name": PUBLISHER_NAME["en"], by: publication.contact},
    }


def _operations(rule: Rule, publication: Publication) -> dict[str, Any]:
    operation = OPERATIONS.get(rule.endpoint, Operation(("*/*",)))
    told = (current_app.view_functions[rule.endpoint].__doc__ or rule.endpoint).strip().splitlines()[0]
    variables = _VARIABLE.findall(rule.rule)
    described = {}
    for method in sorted((rule.methods or set()) - _OTHER_METHODS):
        is_post = method == "POST" and rule.endpoint == "sparql.endpoint"
        parameters = [_in_path(name, rule, publication) for name in variables]
        parameters += [] if is_post else [_in_query(name) for name in operation.takes]
        described[method.lower()] = {
            "operationId": "_".join([method.lower(), rule.endpoint.replace(".", "_"), *variables]),
            "tags": [rule.endpoint.split(".")[0]],
            "summary": operation.summary or told,
            "parameters": parameters,
            **({"requestBody": {"required": True, "content": SPARQL_BODIES}} if is_post else {}),
            "responses": _responses(operation),
        }
    return described


def _in_path(name: str, rule: Rule, publication: Publication) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "integer", "minimum": 0} if f"<int:{name}>" in rule.rule else {"type": "string"}
    examples = list(_examples(name, rule.endpoint, publication))
    if examples:
        schema["examples"] = examples
    return {"name": name, "in": "path", "required": True, "description": IN_PATH.get(name, name), "schema": schema}


def _examples(name: str, endpoint: str, publication: Publication) -> Iterator[str]:
    """Values of a variable in a path that lead to something."""
    if name == "suffix":
        yield "ttl"
    elif endpoint == "downloads.download":
        yield from list(publication.downloads)[:3]
    elif endpoint == "graphs.graph":
        yield from list(publication.statistics.graphs)[:3]
    elif endpoint == _QUESTION:
        yield from (f"{question.name}.csv" for question in publication.questions[:1])
    elif endpoint in ("linkeddata.thing", "linkeddata.document"):
        things = (iri.removeprefix(ID).split("/") for iri in publication.statistics.examples if iri.startswith(ID))
        yield from [kind if name == "kind" else thing for kind, thing in things][:1]


def _in_query(name: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, **PARAMETERS[name]}


def _asking(question: Question) -> dict[str, Any]:
    """A question as an operation of its own: its title, its description, and its parameters as fields."""
    operation = OPERATIONS[_QUESTION]
    own = [_field(parameter) for parameter in question.parameters]
    return {
        "operationId": f"get_query_{question.name.replace('-', '_')}",
        "tags": ["questions"],
        "summary": question.titles["en"],
        "description": f"{question.descriptions['en']}\n\n{question.titles['nl']} {question.descriptions['nl']}",
        "parameters": [*own, *(_in_query(name) for name in operation.takes)],
        "responses": _responses(operation),
    }


def _field(parameter: Parameter) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string", "default": parameter.default.value}
    if isinstance(parameter.default, NamedNode):
        schema["format"] = "iri"
    description = f"{parameter.labels['en']} / {parameter.labels['nl']}"
    return {"name": parameter.name, "in": "query", "required": False, "description": description, "schema": schema}


def _responses(operation: Operation) -> dict[str, Any]:
    responses: dict[str, Any] = {}
    if operation.success is not None:
        responses[str(operation.success)] = _good(operation.success, operation.gives)
    for status in operation.statuses:
        responses[str(status)] = _good(status, operation.gives if status == 206 else ()) if status < 400 else _ERROR
    return {**responses, "default": _ERROR}


def _good(status: int, media_types: Iterable[str]) -> dict[str, Any]:
    content = {media_type: {"schema": _schema(media_type)} for media_type in media_types}
    return {"description": HTTPStatus(status).phrase, **({"content": content} if content else {})}


def _schema(media_type: str) -> dict[str, Any]:
    if media_type.startswith("text/"):
        return {"type": "string"}
    return {"type": "object"} if media_type == "application/json" else {}


def _in_front(path: str, summary: str, statuses: tuple[int, ...]) -> dict[str, Any]:
    content = {"text/plain": {"schema": {"type": "string"}}}
    answers = {str(status): {"description": HTTPStatus(status).phrase, "content": content} for status in statuses}
    return {"operationId": f"get_{path[1:]}", "tags": ["operations"], "summary": summary, "responses": answers}


def _error_response() -> dict[str, Any]:
    return {
        "description": "What is wrong and how to mend it.",
        "content": {
            "application/json": {"schema": {"$ref": "#/components/schemas/Error"}},
            "text/html": {"schema": {"type": "string"}},
            "text/plain": {"schema": {"type": "string"}},
        },
    }


def _error_schema() -> dict[str, Any]:
    text, number = {"type": "string"}, {"type": "integer", "minimum": 1}
    names = {"type": "array", "items": text}
    return {
        "type": "object",
        "required": ["status", "error", "message"],
        "properties": {
            "status": {"type": "integer", "minimum": 400, "maximum": 599},
            "error": text,
            "message": text,
            "line": number,
            "column": number,
            "expected": text,
            "help": text,
            "messages": {"type": "object", "properties": {"nl": text, "en": text}},
            "name": text,
            "graph": text,
            **dict.fromkeys(("like", "meant", "unknown", "known", "offered"), names),
        },
    }
