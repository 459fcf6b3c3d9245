"""``/openapi.json``, and ``/docs``: the same for people. No script, nothing from elsewhere; made from what runs."""

import json
from html import escape
from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, JSONResponse

from service.api.problems import PROBLEMS

router = APIRouter(include_in_schema=False)
_CSP: Final = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'"
_STYLE: Final = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;color:#1b1b1f}"
    "code,pre{font:14px/1.45 ui-monospace,monospace}pre{background:#f4f4f7;padding:.8rem;overflow:auto}"
    "h3 code{font-size:1rem}details{margin:.4rem 0}summary{cursor:pointer}table{border-collapse:collapse;width:100%}"
    "td,th{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #ddd;vertical-align:top}"
    "b.get{color:#0b6}b.post{color:#06c}b.put{color:#a60}b.delete{color:#c22}"
    "@media(prefers-color-scheme:dark){body{background:#16161a;color:#e8e8ee}pre{background:#232329}a{color:#8bf}td,th{border-color:#333}}"
)


@router.get("/openapi.json")
def openapi(request: Request) -> JSONResponse:
    """The OpenAPI document."""
    return JSONResponse(request.app.openapi())


@router.get("/docs")
def docs(request: Request) -> HTMLResponse:
    """The page."""
    schema: dict[str, Any] = request.app.openapi()
    return HTMLResponse(_page(schema), headers={"Content-Security-Policy": _CSP})


def _page(schema: dict[str, Any]) -> str:
    parts = [
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>",
        f"<title>{escape(schema['info']['title'])} API</title><style>{_STYLE}</style>",
        f"<h1>{escape(schema['info']['title'])} API {escape(schema['info']['version'])}</h1>",
        f"<p>{escape(schema['info']['description'])}</p>",
        "<p>Machines read <a href=/openapi.json>/openapi.json</a>.</p>",
    ]
    for path, operations in schema["paths"].items():
        parts += [_operation(path, method, operation) for method, operation in operations.items()]
    for name, operations in schema.get("webhooks", {}).items():
        parts += [_operation(f"webhook {name}", method, operation) for method, operation in operations.items()]
    return "".join([*parts, "<h2>Problems</h2>", _problems()])


def _operation(path: str, method: str, operation: dict[str, Any]) -> str:
    name = escape(operation.get("operationId", ""))
    shown = [
        f"<h3 id='{name}'><b class={method}>{method.upper()}</b> <code>{escape(path)}</code></h3>",
        f"<p>{escape(operation.get('description') or operation.get('summary', ''))}</p>",
    ]
    if operation.get("parameters"):
        rows = "".join(
            f"<tr><td><code>{escape(p['name'])}</code><td>{escape(p['in'])}<td>{escape(p.get('description', ''))}"
            for p in operation["parameters"]
        )
        shown.append(f"<table><tr><th>parameter<th>in<th>meaning{rows}</table>")
    for kind, content in operation.get("requestBody", {}).get("content", {}).items():
        shown.append(f"<details><summary>Body: <code>{escape(kind)}</code></summary>{_json(content)}</details>")
    for status, answer in operation.get("responses", {}).items():
        body = "".join(_json(content) for content in answer.get("content", {}).values())
        shown.append(
            f"<details><summary><code>{escape(status)}</code> {escape(answer['description'])}</summary>{body}</details>"
        )
    return "".join(shown)


def _json(content: dict[str, Any]) -> str:
    shown = content.get("example") or content.get("examples") or content.get("schema", {})
    return f"<pre>{escape(json.dumps(shown, indent=2, ensure_ascii=False))}</pre>"


def _problems() -> str:
    rows = "".join(
        f"<tr id='{code}'><td><code>{code}</code><td>{status}<td>{escape(title)}"
        for code, (status, title) in PROBLEMS.items()
    )
    return f"<table><tr><th>code<th>status<th>meaning{rows}</table>"
