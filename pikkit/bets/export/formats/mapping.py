"""A mapping: a YAML file that says what the columns of a tracker are called, and how they are written."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal
from zoneinfo import available_timezones

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from pikkit.base.errors import InputError
from pikkit.base.plain_yaml import plain_yaml
from pikkit.base.validation import problems_of
from pikkit.bets.export.formats.export_format import FIELDS, ExportFormat, folded
from pikkit.bets.export.formats.tracker import FORMAT, STATUSES
from pikkit.bets.outcome import Outcome

WORDS = {
    "date": "time_placed",
    "time": "time_of_day",
    "book": "sportsbook",
    "stake": "amount",
    "result": "status",
    "closing_odds": "closing_line",
    "settled": "time_settled",
    "sport": "sports",
    "league": "leagues",
}
"""What a mapping may call a field, beside the field's own name."""


class _Mapping(BaseModel):
    model_config = ConfigDict(extra="forbid")

    columns: dict[str, str] = Field(min_length=1)
    results: dict[str, str] = {}
    dates: Literal["day first", "month first"] | None = None
    date_format: str | None = None
    time_zone: str = "UTC"
    decimals: Literal["comma", "point"] | None = None
    odds: Literal["decimal", "american"] | None = None
    defaults: dict[str, str] = {}

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError(f"the time zone {value!r} is not known; accepted: UTC, Europe/London, America/New_York, …")
        return value


def read_mapping(path: Path) -> ExportFormat:
    """The format that a mapping describes.

    Raises:
        InputError: It is missing, is no YAML, or says something it cannot.
    """
    try:
        given = plain_yaml(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"The mapping {path} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise InputError(f"The mapping {path} cannot be read as YAML: {error}") from error
    try:
        mapping = _Mapping.model_validate(given)
    except ValidationError as error:
        problem = problems_of(error, accepted=_Mapping)[0]
        raise InputError(f"The mapping {path} cannot be used: {problem}; docs/exports.md shows one.") from error
    return _format(path, mapping)


def _format(path: Path, said: _Mapping) -> ExportFormat:
    columns = {_field(path, name): (header,) for name, header in said.columns.items()}
    return replace(
        FORMAT,
        name=path.stem,
        title=f"the mapping {path.name}",
        source=str(path),
        columns=columns,
        statuses={**STATUSES, **_results(path, said.results)},
        required=tuple(columns),
        times=(said.date_format,) if said.date_format else (),
        time_zone=said.time_zone,
        day_first=None if said.dates is None else said.dates == "day first",
        decimal_comma=None if said.decimals is None else said.decimals == "comma",
        prices=said.odds,
        defaults={**FORMAT.defaults, **{_field(path, name): text for name, text in said.defaults.items()}},
    )


def _field(path: Path, name: str) -> str:
    field = WORDS.get(folded(name), folded(name))
    if field not in FIELDS:
        accepted = ", ".join(dict.fromkeys((*WORDS, *FIELDS)))
        raise InputError(f"The mapping {path} names a field {name!r}; accepted: {accepted}.")
    return field


def _results(path: Path, given: Mapping[str, Any]) -> dict[str, Outcome]:
    outcomes = {}
    for text, meaning in given.items():
        outcome = STATUSES.get(folded(str(meaning)))
        if outcome is None:
            raise InputError(
                f"The mapping {path} says that {text!r} means {meaning!r}; accepted: {', '.join(STATUSES)}."
            )
        outcomes[folded(str(text))] = outcome
    return outcomes
