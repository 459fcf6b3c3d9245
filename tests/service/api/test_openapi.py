"""The OpenAPI document is true: schemathesis sends what it allows and what it doesn't, and checks every answer."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from matchers.scoring import band_of
from matchers.signals import SIGNALS
from tests.service.api.conftest import Running
from tests.service.api.serving import make_key, serving

CONFIG = Path(__file__).with_name("schemathesis.toml")
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


def parts_of(value: Any) -> Iterator[dict[str, Any]]:
    """Every object of an example."""
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from parts_of(part)


def shown(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Every object of every example of an answer, those of the ATS contracts too."""
    contents = [
        content
        for methods in document["paths"].values()
        for operation in methods.values()
        for answer in operation["responses"].values()
        for content in answer.get("content", {}).values()
    ]
    examples = [content.get("example") for content in contents]
    examples += [one["value"] for content in contents for one in content.get("examples", {}).values()]
    return [part for example in examples for part in parts_of(example)]


def test_the_scores_of_the_examples_are_such_as_the_product_gives(document: dict[str, Any]) -> None:
    parts = shown(document)
    scored = [part for part in parts if isinstance(part.get("score"), int | float) and "band" in part]
    assert len(scored) > 5
    for part in scored:
        assert part["band"] == band_of(round(part["score"] * 10)), part
    split = [part for part in parts if part.get("components") and "score" in part]
    assert split
    for part in split:
        assert round(sum(one["points"] for one in part["components"]), 1) == part["score"], part
        for route in part.get("routes", []):
            assert round(part["score"] + route["points_gain"], 1) == route["score"], part
            assert route["band"] != part["band"], part
    most = {signal.name: signal.max_points / 10 for signal in SIGNALS}
    for component in (one for part in split for one in part["components"]):
        assert component["points"] <= component["max_points"] == most[component["name"]]


def test_schemathesis_finds_nothing_wrong(url: str, tmp_path: Path) -> None:
    """All its checks, over every operation of ours, against a real server with two worker processes.

    The few examples here keep the tests quick; benchmarks/service/schemathesis.py sends many more.
    """
    server_database = url.startswith("postgresql")
    with serving(url, 2, tmp_path / "log", background=False) as server:
        command = [
            sys.executable, "-m", "schemathesis.cli", "--config-file", str(CONFIG),
            "run", f"{server.address}/openapi.json", "--header", f"Authorization: Bearer {make_key(url)}",
            "--checks", "all", "--phases", "fuzzing,stateful" if server_database else "examples,coverage,stateful",
            "--max-examples", "2", "--suppress-health-check", "all", "--seed", "1", "--no-color",
            "--exclude-path-regex", f"^({'|'.join(_OTHERS)})", "--continue-on-failure", "--no-shrink",
        ]  # fmt: skip
        ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False)
    assert ran.returncode == 0, ran.stdout[-6000:] + ran.stderr[-500:]
    assert "generated" in ran.stdout
