"""The reference of the HTTP API, from its OpenAPI document."""

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

_HEAD = """# HTTP API

Made from the service's OpenAPI document, which it serves at `/openapi.json`.
[Extension API](../extension-api.md) says how to use it.
"""


def api_page() -> str:
    """Every route, what it takes and what it answers, as Markdown."""
    return "\n".join([_HEAD, *_routes(_document()["paths"]), "## Schemas", "", *_schemas(_document())])


def _document() -> dict[str, Any]:
    from pikkit.extension_api.app import create_app, release
    from pikkit.settings import Settings

    with tempfile.TemporaryDirectory() as home:
        app = create_app(Settings(home=Path(home), store_url=""))
        try:
            return dict(app.test_client().get("/openapi.json").get_json())
        finally:
            release(app)


def _routes(paths: Mapping[str, Any]) -> Iterator[str]:
    for path, operations in sorted(paths.items()):
        for method, operation in operations.items():
            yield from (f"## {method.upper()} {path}", "", operation.get("summary", ""), "")
            if operation.get("description"):
                yield from (operation["description"], "")
            yield from _table("Parameter", [(p["name"], p.get("description", p["in"])) for p in _parameters(operation)])
            if body := _schema_of(operation.get("requestBody", {})):
                yield from (f"Takes {body}.", "")
            answers = operation.get("responses", {}).items()
            yield from _table("Answer", [(code, _answer(answer)) for code, answer in answers])


def _parameters(operation: Mapping[str, Any]) -> list[dict[str, Any]]:
    return list(operation.get("parameters", []))


def _answer(said: Mapping[str, Any]) -> str:
    schema = _schema_of(said)
    return f"{said.get('description', '')}{f': {schema}' if schema else ''}"


def _schema_of(part: Mapping[str, Any]) -> str:
    for kind, content in part.get("content", {}).items():
        reference = content.get("schema", {}).get("$ref", "").rpartition("/")[2]
        return f"[{reference}](#{reference.lower()})" if reference else f"`{kind}`"
    return ""


def _schemas(document: Mapping[str, Any]) -> Iterator[str]:
    for name, schema in sorted(document["components"]["schemas"].items()):
        yield from (f"### {name}", "", schema.get("description", ""), "")
        needed = set(schema.get("required", []))
        fields = schema.get("properties", {}).items()
        yield from _table("Field", [(field, _field(described, field in needed)) for field, described in fields])


def _field(said: Mapping[str, Any], needed: bool) -> str:
    kinds = [said, *said.get("anyOf", [])]
    kind = " or ".join(one["type"] for one in kinds if "type" in one and one["type"] != "null")
    return ", ".join(part for part in (kind, "required" if needed else "", said.get("description", "")) if part)


def _table(head: str, rows: list[tuple[str, str]]) -> list[str]:
    if not rows:
        return []
    lines = [f"| `{name}` | {text.replace('|', chr(92) + '|').replace(chr(10), ' ')} |" for name, text in rows]
    return [f"| {head} | |", "|---|---|", *lines, ""]
