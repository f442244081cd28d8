"""Preferences in the store."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Protocol

from pydantic import ValidationError
from sqlalchemy import Table

from pikkit.base.validation import InvalidFieldsError, problems_of
from pikkit.money.preferences import HOME, Preferences
from pikkit.store.money_tables import preferences

FIELDS = tuple(Preferences.model_fields)


class ReadRecords(Protocol):
    """What reads rows of the store: ``Records``, or the API's shared door to it."""

    def read(self, table: Table, where: Mapping[str, object]) -> list[dict[str, object]]:
        """Rows with those values."""
        ...


class PutRecords(Protocol):
    """What writes rows of the store."""

    def put(self, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
        """Insert rows or replace those of the same key."""
        ...


def read_preferences(records: ReadRecords, bettor: str | None) -> Preferences:
    """What a bettor chose; the home's choices if it is None."""
    rows = records.read(preferences, {"bettor": bettor or HOME})
    return _sound(rows[0]) if rows else Preferences()


def preferences_of(records: ReadRecords, bettor: str | None) -> Preferences:
    """What holds for a bettor: his choices over the home's."""
    own = read_preferences(records, bettor)
    return own if bettor is None or bettor == HOME else own.over(read_preferences(records, None))


def keep_preferences(records: PutRecords, bettor: str | None, chosen: Preferences) -> None:
    """Keep a bettor's choices in place of those before; the home's if it is None."""
    row = chosen.model_dump(mode="json") | {"bettor": bettor or HOME, "changed_at": datetime.now(UTC)}
    records.put(preferences, [row])


def preferences_from(given: Mapping[str, object]) -> Preferences:
    """Choices as a form or a command gives them; an empty text is "not chosen".

    Raises:
        InvalidFieldsError: One is not accepted.
    """
    fields = {name: None if value == "" else value for name, value in given.items()}
    try:
        return Preferences.model_validate(fields)
    except ValidationError as error:
        raise InvalidFieldsError(problems_of(error, accepted=FIELDS)) from error


def _sound(row: Mapping[str, object]) -> Preferences:
    """What a row says; a value that is none of ours (a user wrote it past us) counts as not chosen."""
    fields = {name: row[name] for name in FIELDS}
    try:
        return Preferences.model_validate(fields)
    except ValidationError as error:
        wrong = {str(detail["loc"][0]) for detail in error.errors() if detail["loc"]}
        return Preferences.model_validate({name: None if name in wrong else value for name, value in fields.items()})
