"""Decisions by rule, as a person writes them: a YAML list of what to match and what to do about it.

- of: quarantine
  match: {rule: odds.missing, sportsbook: [Novig, Kalshi]}
  set: {odds: 1.91}
  why: Both books publish their price of that day.
- of: bets
  match: {bettor: ann, stake: {above: 5000}, placed_at: {from: 2025-01-01, before: 2025-02-01}}
  reject: true
  why: A test account in January.

All conditions of a match must hold. Ids are compared as text, numbers as numbers, times as times.
"""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from pikkit.base.errors import InputError
from pikkit.base.plain_yaml import plain_yaml
from pikkit.base.validation import InvalidFieldsError, problems_of

Scalar = bool | int | float | datetime | date | str | None
_MOST_BYTES = 1 << 22


class Range(BaseModel):
    """Bounds of a number or a time, and a text that must occur; all that are given must hold."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    above: Scalar = None
    at_least: Scalar = Field(default=None, alias="from")
    below: Scalar = Field(default=None, alias="before")
    at_most: Scalar = None
    contains: str | None = None


class ReviewRule(BaseModel):
    """What to match and what to do: exactly one of set, accept and reject."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    of: Literal["quarantine", "bets"] = Field(description="Open quarantined rows, or stored bets as they read.")
    match: dict[str, Scalar | list[Scalar] | Range] = Field(
        min_length=1, description="Conditions by field, all of which must hold; a list is any of, null is empty."
    )
    why: Annotated[str, Field(min_length=1)]
    name: str = ""
    set: dict[str, Scalar] = {}
    accept: bool = False
    reject: bool = False

    @model_validator(mode="after")
    def _one_decision(self) -> "ReviewRule":
        if sum((bool(self.set), self.accept, self.reject)) != 1:
            raise ValueError("a rule does exactly one of set, accept and reject")
        if self.of == "bets" and self.accept:
            raise ValueError("bets are stored already and cannot be accepted; set a field or reject them")
        return self

    @property
    def does(self) -> str:
        """The decision in words."""
        if self.set:
            return "set " + ", ".join(f"{name}={text}" for name, text in self.changes.items())
        return "accept" if self.accept else "reject"

    @property
    def changes(self) -> dict[str, str]:
        """The fields to set, as texts."""
        return {name: plain_text(value) for name, value in self.set.items()}


def read_rules(path: Path) -> list[ReviewRule]:
    """Read a file of rules.

    Raises:
        InputError: The file cannot be read, is no YAML, or a rule is not one; every problem is told with its place.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise InputError(f"{path} is larger than {_MOST_BYTES >> 20} MiB; a file of rules is short.")
        given = plain_yaml(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"The rules {path} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise InputError(f"The rules {path} are no YAML: {' '.join(str(error).split())}.") from error
    if not isinstance(given, list) or not given:
        raise InputError(f"The rules {path} must be a list of rules, each with of, match, why and what to do.")
    try:
        return TypeAdapter(list[ReviewRule]).validate_python(given)
    except ValidationError as error:
        raise InvalidFieldsError(problems_of(error, at="rules", accepted=ReviewRule)) from error


def plain_text(value: Scalar) -> str:
    """A YAML value as an export would write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return value.isoformat() if value.tzinfo else f"{value.isoformat()}Z"
    return f"{value.isoformat()}T00:00:00Z" if isinstance(value, date) else str(value)
