"""What a pipeline takes: typed, checked before it is sent. The API server refuses a text where a number is due."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from docstring_parser import parse

from pikkit.base.errors import InputError
from pikkit.pipelines.argument_values import check_values

Value = bool | int | float | str
_WORDS = {"String": "text", "Integer": "whole number", "Float": "number", "Boolean": "true or false"}
_BOOLEANS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Argument:
    """One of them: its name, its kind in words, what it is if nobody says, and what it means."""

    name: str
    kind: str
    default: Value
    meaning: str


def arguments_of(pipeline: Any) -> list[Argument]:
    """All that a pipeline takes, in order."""
    docstring = parse(pipeline.pipeline_func.__doc__ or "")
    meanings = {one.arg_name: " ".join((one.description or "").split()) for one in docstring.params}
    inputs = pipeline.component_spec.inputs or {}
    return [Argument(name, _WORDS[spec.type], spec.default, meanings.get(name, "")) for name, spec in inputs.items()]


def typed(name: str, pipeline: Any, given: Mapping[str, Value]) -> dict[str, Value]:
    """Arguments as the pipeline's types have them; what can be read as one is.

    Args:
        name: The pipeline's.
        pipeline: The pipeline.
        given: By name; texts, or values of settings.

    Raises:
        InputError: It takes no argument of a name, or a value is not of its kind or none that its step takes.
    """
    known = {argument.name: argument for argument in arguments_of(pipeline)}
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise InputError(
            f"The pipeline {name} has no argument {', '.join(unknown)}; it takes {', '.join(known) or 'none'}."
        )
    values = {one: _value(name, known[one], value) for one, value in given.items()}
    check_values(name, values)
    return values


def read_pairs(pairs: list[str]) -> dict[str, Value]:
    """NAME=VALUE texts, by name.

    Raises:
        InputError: One has no "=", or a name comes twice.
    """
    read: dict[str, Value] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise InputError(f"The argument {pair!a} cannot be read; accepted: NAME=VALUE, such as trials=20.")
        name = name.replace("-", "_")
        if name in read:
            raise InputError(f"The argument {name} is given twice.")
        read[name] = value
    return read


def _value(pipeline: str, argument: Argument, value: Value) -> Value:
    read = _READERS[argument.kind](value)
    if read is None:
        raise InputError(
            f"The argument {argument.name} of the pipeline {pipeline} must be a {argument.kind}, not {value!a}."
        )
    return read


def _whole(value: Value) -> Value | None:
    number = _number(value)
    return int(number) if number is not None and float(number).is_integer() else None


def _number(value: Value) -> float | None:
    if isinstance(value, bool):
        return None
    try:
        number = float(value)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _boolean(value: Value) -> Value | None:
    return value if isinstance(value, bool) else _BOOLEANS.get(str(value).lower())


def _text(value: Value) -> Value | None:
    return None if isinstance(value, bool) else str(value)


_READERS = {"text": _text, "whole number": _whole, "number": _number, "true or false": _boolean}
