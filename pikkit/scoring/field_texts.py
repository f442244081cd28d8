"""Fields of bets where there is nothing but text: in a CSV file, an option of the command, a tensor of bytes."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from pydantic import TypeAdapter, ValidationError

from pikkit.scoring.fields import FIELDS, FieldKind

_READ: dict[FieldKind, Callable[[str], object]] = {
    FieldKind.NUMBER: TypeAdapter(float).validate_python,
    FieldKind.WHOLE: TypeAdapter(int).validate_python,
    FieldKind.FLAG: TypeAdapter(bool).validate_python,
    FieldKind.OFFERS: json.loads,
}


def values_of_texts(name: str, texts: Sequence[str | None]) -> list[Any]:
    """What texts say of a field, None where they are empty.

    A text that is none of the field's stays a text, so that whoever checks the field says what is wrong with it.
    """
    read = _READ.get(FIELDS[name].kind)
    if read is None:
        return [text or None for text in texts]
    return [_value(read, text) if text else None for text in texts]


def _value(read: Callable[[str], object], text: str) -> object:
    try:
        return read(text)
    except (ValidationError, ValueError):
        return text
