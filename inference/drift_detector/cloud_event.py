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
from pikkit.inference.json_values import check_values

TYPE_PREFIX = "org.kubeflow.serving.inference."
STRUCTURED = "application/cloudevents+json"
LONGEST_ATTRIBUTE = 512
OVERHEAD_BYTES = 500
"""Of an event beside its body and its id."""
_NEEDED = ("specversion", "id", "source", "type")
_HOLDS = {"request": ("instances", "inputs"), "response": ("predictions", "outputs")}


class ExchangeHalf(StrEnum):
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
        body: The V1 or V2 body, JSON that was checked. It waits as bytes: parsed, it may take fifty times as much.
    """

    id: str
    kind: ExchangeHalf
    at: datetime
    body: bytes

    @property
    def size(self) -> int:
        """Bytes it takes, about."""
        return len(self.body) + len(self.id) + OVERHEAD_BYTES

    @property
    def content(self) -> dict[str, Any]:
        """The body, parsed anew."""
        content: dict[str, Any] = orjson.loads(self.body)
        return content


def read_event(headers: Mapping[str, str], body: bytes, most_values: int) -> PayloadEvent:
    """Read an event.

    Args:
        headers: The request's, by lower-case name.
        body: The request's.
        most_values: The JSON values it may hold.

    Raises:
        TooManyValuesError: There may be more.
        InputError: It is no CloudEvent, or none of a payload logger, or its body is no V1 or V2 payload.
    """
    check_values(body, most_values, "An event")
    media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type == STRUCTURED:
        attributes, body = _structured(body, most_values)
    elif media_type.startswith("application/cloudevents"):
        raise InputError(f"Events are taken one by one, in binary mode or as {STRUCTURED}, not as {media_type!a}.")
    else:
        attributes = {name[3:]: value for name, value in headers.items() if name.startswith("ce-")}
        body = _as_json(body, most_values)
    _check_attributes(attributes)
    kind = ExchangeHalf(attributes["type"].removeprefix(TYPE_PREFIX))
    _check_payload(_json(body, "The event's body"), kind)
    return PayloadEvent(attributes["id"], kind, _moment(attributes.get("time")), body)


def _structured(body: bytes, most_values: int) -> tuple[dict[str, str], bytes]:
    document = _json(body, "The event")
    if not isinstance(document, dict):
        raise InputError("A structured event is a JSON object with specversion, id, source, type and data.")
    attributes = {name: value for name, value in document.items() if isinstance(value, str)}
    if "data" in document:
        return attributes, _dumped(document["data"])
    if "data_base64" not in attributes:
        raise InputError("The event has no data.")
    try:
        content = base64.b64decode(attributes["data_base64"], validate=True)
    except (binascii.Error, ValueError) as error:
        raise InputError(f"The event's data_base64 is not base64: {error}.") from error
    check_values(content, most_values, "An event")
    return attributes, _as_json(content, most_values)


def _as_json(content: bytes, most_values: int) -> bytes:
    """A payload as JSON: one with binary tensors behind its JSON as if they had been sent in it."""
    try:
        orjson.loads(content)
    except orjson.JSONDecodeError:
        if f'"{SIZE}"'.encode() not in content:
            return content  # whoever parses it says what is wrong
        content = _dumped(read_binary(content, most_values))
        check_values(content, most_values, "An event")
    return content


def _dumped(content: Any) -> bytes:
    try:
        return orjson.dumps(content)
    except TypeError as error:  # it reads deeper than it writes
        raise InputError(f"The event cannot be kept: {error}.") from error


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
    if attributes["type"].removeprefix(TYPE_PREFIX) not in list(ExchangeHalf) or TYPE_PREFIX not in attributes["type"]:
        accepted = " and ".join(f"{TYPE_PREFIX}{kind}" for kind in ExchangeHalf)
        raise InputError(f"Events of type {accepted} are taken, not {shortened(attributes['type'])}.")


def _moment(text: str | None) -> datetime:
    if text is None:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as error:
        raise InputError(f"The event's time {shortened(text)} is no RFC 3339 time.") from error


def _check_payload(content: Any, kind: ExchangeHalf) -> None:
    names = _HOLDS[kind]
    if not (isinstance(content, dict) and any(isinstance(content.get(name), list) for name in names)):
        raise InputError(f"The body of a {kind} is an object with a list of {names[0]} (V1) or {names[1]} (V2).")
