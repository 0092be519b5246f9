from __future__ import annotations

import json
import re
from typing import Any

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import SearchStrategy
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from preventiegraaf.namespaces import PREFIXES
from preventiegraaf.web.views.openapi.operations import IN_FRONT, OPERATIONS

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
IN_FRONT_OF_IT = "^(" + "|".join(IN_FRONT) + ")$"


@pytest.fixture
def document(client: FlaskClient) -> dict[str, Any]:
    response = client.get("/openapi.json")
    assert response.mimetype == "application/json"
    loaded: dict[str, Any] = json.loads(response.data)
    return loaded


def test_every_route_is_described(client: FlaskClient, document: dict[str, Any]) -> None:
    application: Flask = client.application
    for rule in application.url_map.iter_rules():
        assert rule.endpoint in OPERATIONS, f"{rule} is not in web/openapi/operations.py"
        path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)
        described = document["paths"][path]
        assert set(described) >= {method.lower() for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}}, path


def test_nothing_is_described_that_is_not_there(client: FlaskClient, document: dict[str, Any]) -> None:
    application: Flask = client.application
    known = {re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule) for rule in application.url_map.iter_rules()}
    listed = json.loads(client.get("/query/?format=json").data)["questions"]
    questions = {f"/query/{question['name']}" for question in listed}
    assert set(document["paths"]) == known | questions | set(IN_FRONT)
    assert set(OPERATIONS) == {rule.endpoint for rule in application.url_map.iter_rules()}


def test_every_operation_says_what_it_does(document: dict[str, Any]) -> None:
    names = set()
    for path, operations in document["paths"].items():
        variables = set(re.findall(r"{(\w+)}", path))
        for operation in operations.values():
            assert operation["summary"].endswith((".", "?")), path
            assert variables == {field["name"] for field in operation.get("parameters", []) if field["in"] == "path"}
            names.add(operation["operationId"])
    assert len(names) == sum(len(operations) for operations in document["paths"].values())


def test_a_question_has_its_parameters_as_fields(document: dict[str, Any]) -> None:
    fields = {field["name"]: field for field in document["paths"]["/query/wat-zei-iemand"]["get"]["parameters"]}
    assert fields["speaker"]["schema"]["format"] == "iri"
    assert "De spreker" in fields["speaker"]["description"]
    assert {"format", "infer", "lang"} <= fields.keys()


def test_a_plan_is_of_a_type_that_is_described(client: FlaskClient, document: dict[str, Any]) -> None:
    given = client.get("/sparql", query_string={"query": "ASK {}", "plan": "true"}).mimetype
    for method in ("get", "post"):
        assert given in document["paths"]["/sparql"][method]["responses"]["200"]["content"]


def test_the_server_is_the_one_that_was_asked(client: FlaskClient) -> None:
    described = json.loads(client.get("/openapi.json", headers={"Host": "graaf.example"}).data)
    assert described["servers"] == [{"url": "http://graaf.example"}]


def test_the_questions_that_the_document_asks_are_answered(client: FlaskClient, document: dict[str, Any]) -> None:
    asked = [path for path in document["paths"] if re.fullmatch(r"/query/[\w-]+", path)]
    for path in asked[::6]:
        defaults = {
            field["name"]: field["schema"]["default"]
            for field in document["paths"][path]["get"]["parameters"]
            if "default" in field["schema"]
        }
        assert client.get(path, query_string=defaults).status_code == 200, path
    assert PREFIXES["pg"].startswith("https://w3id.org/preventiegraaf/")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # schemathesis closes no response
def test_the_server_keeps_to_the_document(client: FlaskClient) -> None:
    """A few requests for each operation, right and wrong ones, by schemathesis."""
    schema = schemathesis.openapi.from_wsgi("/openapi.json", client.application).exclude(path_regex=IN_FRONT_OF_IT)
    operations = [operation.ok() for operation in schema.get_all_operations() if isinstance(operation, Ok)]
    questions = [operation for operation in operations if operation.path.startswith("/query/")]
    others = [operation for operation in operations if operation not in questions]
    assert len(others) > 20
    for operation in [*others, *questions[::10]]:
        _try(operation.as_strategy())
        if len(operation.query) or len(operation.body):
            _try(operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))


def _try(cases: SearchStrategy[Case[Any]]) -> None:
    @settings(max_examples=2, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(case=cases)
    def keeps_to_it(case: Case[Any]) -> None:
        case.call_and_validate(checks=CHECKS)

    keeps_to_it()
