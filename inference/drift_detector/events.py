"""A CloudEvent of KServe's payload logger, from HTTP headers and body: binary or structured mode, checked.

Source: https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md
"""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import orjson

from pikkit.base.errors import InputError
from pikkit.base.validation import shortened
from pikkit.inference.drift_detector.binary_tensors import SIZE, read_binary

TYPE_PREFIX = "org.kubeflow.serving.inference."
STRUCTURED = "application/cloudevents+json"
LONGEST_ATTRIBUTE = 512
_NEEDED = ("specversion", "id", "source", "type")
_HOLDS = {"request": ("instances", "inputs"), "response": ("predictions", "outputs")}


class Kind(StrEnum):
    """Which half of an exchange an event is."""

    REQUEST = "request"
    RESPONSE = "response"


@dataclass(frozen=True, slots=True)
class PayloadEvent:
    """What was asked of a model, or what it answered.

    Attributes:
        id: The same on a request and its response.
        kind: Which of the two it is.
        at: When it was sent (UTC).
        content: The V1 or V2 body.
    """

    id: str
    kind: Kind
    at: datetime
    content: dict[str, Any]


def read_event(headers: Mapping[str, str], body: bytes) -> PayloadEvent:
    """Read an event.

    Args:
        headers: The request's, by lower-case name.
        body: The request's.

    Raises:
        InputError: It is no CloudEvent, or none of a payload logger, or its body is no V1 or V2 payload.
    """
    media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type == STRUCTURED:
        attributes, content = _structured(body)
    elif media_type.startswith("application/cloudevents"):
        raise InputError(f"Events are taken one by one, in binary mode or as {STRUCTURED}, not as {media_type!a}.")
    else:
        attributes = {name[3:]: value for name, value in headers.items() if name.startswith("ce-")}
        content = _body(body, "The event's body")
    _check_attributes(attributes)
    kind = Kind(attributes["type"].removeprefix(TYPE_PREFIX))
    return PayloadEvent(attributes["id"], kind, _moment(attributes.get("time")), _payload(content, kind))


def _structured(body: bytes) -> tuple[dict[str, str], Any]:
    document = _json(body, "The event")
    if not isinstance(document, dict):
        raise InputError("A structured event is a JSON object with specversion, id, source, type and data.")
    attributes = {name: value for name, value in document.items() if isinstance(value, str)}
    if "data" in document:
        return attributes, document["data"]
    if "data_base64" not in attributes:
        raise InputError("The event has no data.")
    try:
        content = base64.b64decode(attributes["data_base64"], validate=True)
    except (binascii.Error, ValueError) as error:
        raise InputError(f"The event's data_base64 is not base64: {error}.") from error
    return attributes, _body(content, "The event's data")


def _body(content: bytes, what: str) -> Any:
    """A payload: JSON, or JSON with binary tensors behind it."""
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError:
        if f'"{SIZE}"'.encode() not in content:
            return _json(content, what)
        return read_binary(content)


def _json(content: bytes, what: str) -> Any:
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise InputError(f"{what} is not JSON: {error}.") from error


def _check_attributes(attributes: Mapping[str, str]) -> None:
    missing = [name for name in _NEEDED if not attributes.get(name)]
    if missing:
        asked = " and ".join((", ".join(missing[:-1]), missing[-1])) if missing[1:] else missing[0]
        raise InputError(
            f"This is no CloudEvent: it lacks {asked}. Give them as headers (ce-id, …) or in a body of {STRUCTURED}."
        )
    if attributes["specversion"] != "1.0":
        raise InputError(f"CloudEvents of version 1.0 are taken, not {shortened(attributes['specversion'])}.")
    if len(attributes["id"]) > LONGEST_ATTRIBUTE:
        raise InputError(f"The event's id is longer than {LONGEST_ATTRIBUTE} characters.")
    if attributes["type"].removeprefix(TYPE_PREFIX) not in list(Kind) or TYPE_PREFIX not in attributes["type"]:
        accepted = " and ".join(f"{TYPE_PREFIX}{kind}" for kind in Kind)
        raise InputError(f"Events of type {accepted} are taken, not {shortened(attributes['type'])}.")


def _moment(text: str | None) -> datetime:
    if text is None:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as error:
        raise InputError(f"The event's time {shortened(text)} is no RFC 3339 time.") from error


def _payload(content: Any, kind: Kind) -> dict[str, Any]:
    names = _HOLDS[kind]
    if isinstance(content, dict) and any(isinstance(content.get(name), list) for name in names):
        return content
    raise InputError(f"The body of a {kind} is an object with a list of {names[0]} (V1) or {names[1]} (V2).")
