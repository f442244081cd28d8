"""What apiflask leaves out of the OpenAPI document: errors, that a body is required, and how to say who calls."""

from typing import Any

from pydantic import BaseModel

from pikkit.extension_api.errors import CODES, ErrorAnswer

Responses = dict[int | str, dict[str, str | dict[str, dict[str, Any]]]]

_SCHEMAS = "#/components/schemas/{model}"
_UPLOAD = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["file"],
                "properties": {"file": {"type": "string", "format": "binary", "description": "Pikkit's export, CSV"}},
            }
        }
    },
}


_SECURITY = {"bearer": {"type": "http", "scheme": "bearer", "description": "A key of pikkit keys, or a user's token"}}


def error_responses(*statuses: int) -> Responses:
    """Describe the error answers of a view, for ``blueprint.doc(responses=…)``."""
    described: Responses = {}
    for status in statuses:
        described |= response(status, CODES[status][1], ErrorAnswer)
    return described


def response(status: int, description: str, schema: type[BaseModel]) -> Responses:
    """Describe one more JSON answer of a view. The schema must be in the document: as an output, or added below."""
    reference = {"$ref": _SCHEMAS.format(model=schema.__name__)}
    return {status: {"description": description, "content": {"application/json": {"schema": reference}}}}


def complete(document: dict[str, Any]) -> dict[str, Any]:
    """Add the error schemas to a generated document, and mark bodies as required."""
    schema = ErrorAnswer.model_json_schema(ref_template=_SCHEMAS)
    document["components"]["schemas"] |= schema.pop("$defs") | {ErrorAnswer.__name__: schema}
    document["components"]["securitySchemes"] = _SECURITY
    document["security"] = [{"bearer": []}, {}]  # none is needed on one's own machine until a key exists
    document["paths"]["/v1/imports"]["post"]["requestBody"] = _UPLOAD
    for operations in document["paths"].values():
        for operation in operations.values():
            if "requestBody" in operation:
                operation["requestBody"]["required"] = True
    return document
