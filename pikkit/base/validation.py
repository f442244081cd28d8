"""What is wrong with an input, one sentence a field: pydantic's errors in words a person can act on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from pikkit.base.errors import InputError

_LONGEST_ECHO = 60
_UNION_TAGS = frozenset(  # pydantic puts a plain union's member behind the field's name
    {"bool", "float", "int", "str", "constrained-float", "constrained-int", "constrained-str"}
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with one field.

    ``field`` is its path ("odds", "instances[1].odds"), empty for the whole input; ``message`` says what is wrong.
    """

    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.field}: {self.message}" if self.field else self.message


class InvalidFieldsError(InputError):
    """An input with one or more bad fields; ``problems`` lists them, the message is their sentences."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(" ".join(_ended(str(problem)) for problem in problems))
        self.problems = tuple(problems)


def problems_of(error: ValidationError, at: str = "", accepted: Iterable[str] | type = ()) -> list[Problem]:
    """Turn pydantic's error into sentences, one a field.

    Args:
        error: what ``model_validate`` raised.
        at: path of the validated object inside the whole input, such as "instances[1]".
        accepted: the names of the fields that exist, told when one does not; or the model itself, whose parts'
            fields are then told too.
    """
    return problems_in(error.errors(include_url=False), at, accepted)


def problems_in(errors: Iterable[ErrorDetails], at: str = "", accepted: Iterable[str] | type = ()) -> list[Problem]:
    """Like ``problems_of``, from the list of details that frameworks on pydantic carry in errors of their own."""
    names = accepted if isinstance(accepted, type) else ", ".join(accepted)
    by_field: dict[str, list[ErrorDetails]] = {}
    for detail in errors:
        by_field.setdefault(_path(at, detail["loc"]), []).append(detail)
    return [Problem(field, _sentence(details, names)) for field, details in by_field.items()]


def first_said(error: Exception) -> str:
    """What an error of reading says, in one line: of pydantic's, the first problem."""
    if isinstance(error, ValidationError):
        return str(problems_of(error)[0])
    return next(iter(str(error).splitlines()), type(error).__name__).removesuffix(".")


def shortened(value: object) -> str:
    """A value as an error message may repeat it: its ASCII representation, cut to a line."""
    text = ascii(value)
    return text if len(text) <= _LONGEST_ECHO else text[:_LONGEST_ECHO] + "…"


def _path(at: str, location: tuple[int | str, ...]) -> str:
    path = at
    for step in location:
        if isinstance(step, int):
            path += f"[{step}]"
        elif step not in _UNION_TAGS:
            name = step if step.isidentifier() and step.isascii() else shortened(step)
            path += f".{name}" if path else name
    return path


def _sentence(details: Sequence[ErrorDetails], names: str | type) -> str:
    first = details[0]
    match first["type"]:
        case "missing":
            return "is required"
        case "extra_forbidden":
            known = names if isinstance(names, str) else ", ".join(_fields_around(names, first["loc"]))
            return f"is not known; the fields are {known}" if known else "is not known"
        case "value_error":
            return own_words(first["msg"])
        case "model_type" | "model_attributes_type" | "dict_type":
            expected = "must be an object"
        case "timezone_aware":
            expected = "must say its time zone, such as 2026-01-31T18:30:00Z"
        case _:
            expected = " or ".join(dict.fromkeys(_lowered(detail["msg"]) for detail in details))
    return f"{expected.replace(' or should be', ' or')}, not {shortened(first['input'])}"


def _fields_around(model: type, location: tuple[int | str, ...]) -> Iterable[str]:
    """The fields beside a place inside a model; none if what is there has none."""
    part: Any = model
    for step in location[:-1]:
        fields = getattr(part, "__pydantic_fields__", None)
        part = fields[step].annotation if fields and step in fields else (get_args(part) or (None,))[-1]
    return getattr(part, "__pydantic_fields__", ())


def own_words(message: str) -> str:
    """A message of pydantic's without what it puts before our own sentences."""
    return message.removeprefix("Value error, ").removeprefix("Assertion failed, ")


def _lowered(message: str) -> str:
    message = own_words(message)
    return message.removeprefix("Input ") if message.startswith("Input ") else message[:1].lower() + message[1:]


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "…", "!", "?")) else f"{sentence}."
