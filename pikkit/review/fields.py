"""The fields a correction may set, in the words of an export and of a bet."""

from collections.abc import Callable, Mapping

import pyarrow as pa

from pikkit.base.errors import InputError
from pikkit.bets.export.formats.pikkit import STATUSES
from pikkit.bets.export.statuses import bet_type_of, outcome_of
from pikkit.bets.export.texts import to_numbers, to_times
from pikkit.bets.names import canonical_leagues, canonical_sports, canonical_sportsbook
from pikkit.bets.odds import parse_odds
from pikkit.bets.outcome import Outcome, Side
from pikkit.bets.schema import BETS, UTC_MICROSECONDS
from pikkit.store.correcting import CORRECTABLE

FIELD_OF_COLUMN: dict[str, str] = {
    "bet_id": "bet_id",
    "sportsbook": "sportsbook",
    "type": "bet_type",
    "status": "outcome",
    "odds": "odds",
    "closing_line": "closing_odds",
    "ev": "source_ev",
    "amount": "stake",
    "profit": "profit",
    "time_placed": "placed_at",
    "time_settled": "settled_at",
    "time_placed_iso": "placed_at",
    "time_settled_iso": "settled_at",
    "bet_info": "bet_info",
    "tags": "tags",
    "sports": "sport",
    "leagues": "league",
}
"""The column of a bet that follows from each column of an export."""

_COLUMNS_OF_FIELD = {
    field: tuple(column for column, other in FIELD_OF_COLUMN.items() if other == field)
    for field in FIELD_OF_COLUMN.values()
}
_STATUSES = {outcome.value: status.upper() for status, outcome in reversed(STATUSES.items())}
_PRICES = frozenset({"odds", "closing_odds"})
_POSITIVE = {"stake": 0.0, "odds": 1.0, "closing_odds": 1.0}


def raw_changes(changes: Mapping[str, str]) -> dict[str, str]:
    """Changes of an export's columns, from changes in its words or in those of a bet.

    Raises:
        InputError: A field is in no export.
    """
    texts: dict[str, str] = {}
    for name, text in changes.items():
        field = FIELD_OF_COLUMN.get(name, name)
        if field not in _COLUMNS_OF_FIELD:
            raise InputError(f"A row has no field {name!r}; accepted: {', '.join(FIELD_OF_COLUMN)}.")
        # All columns that say the same, so that the old text of another does not win over an unreadable new one.
        for column in _COLUMNS_OF_FIELD[field]:
            texts[column] = _STATUSES.get(text.strip().lower(), text) if field == "outcome" else text
    return texts


def bet_changes(changes: Mapping[str, str]) -> dict[str, str | None]:
    """Changes of a bet's columns as a correction stores them: each value in its one text, an empty one as None.

    Raises:
        InputError: A field may not be corrected, or a value cannot be read.
    """
    texts: dict[str, str | None] = {}
    for name, text in changes.items():
        field = FIELD_OF_COLUMN.get(name, name)
        if field not in CORRECTABLE:
            raise InputError(f"The field {name!r} of a bet cannot be corrected; accepted: {_accepted()}.")
        texts[field] = _canonical(field, text.strip())
        if field == "sportsbook":
            texts["region"] = canonical_sportsbook(text)[1]
    return texts


def field_text(value: object) -> str | None:
    """A bet's value in the one text a correction stores it as."""
    if value is None:
        return None
    kind = pa.scalar(value)
    if pa.types.is_boolean(kind.type):
        return "true" if value else "false"
    if pa.types.is_timestamp(kind.type):
        return str(kind.cast(UTC_MICROSECONDS).as_py().isoformat())
    return repr(value) if isinstance(value, float) else str(value)


def _canonical(field: str, text: str) -> str | None:
    if not text:
        if not BETS.field(field).nullable:
            raise InputError(f"The field {field!r} cannot be empty.")
        return None
    if field in _WORDS:
        return _WORDS[field](text)
    kind = BETS.field(field).type
    if pa.types.is_string(kind):
        return text
    if pa.types.is_boolean(kind):
        return _one_of(field, text.lower(), ("true", "false"))
    return _time(field, text) if pa.types.is_timestamp(kind) else _number(field, text)


def _number(field: str, text: str) -> str:
    value = _price(text) if field in _PRICES else to_numbers(pa.array([text]))[0].as_py()
    low = _POSITIVE.get(field)
    if value is None or (low is not None and value <= low):
        bound = "" if low is None else f" above {low:g}"
        raise InputError(f"The value {text!r} of {field} cannot be used; a number{bound} is needed.")
    if not pa.types.is_integer(BETS.field(field).type):
        return repr(value)
    if value < 1 or value != int(value):
        raise InputError(f"The value {text!r} of {field} cannot be used; a whole number from 1 is needed.")
    return str(int(value))


def _price(text: str) -> float | None:
    """A price in any notation, decimal without a sign; a number that is none is for the caller to refuse."""
    try:
        return parse_odds(text)
    except InputError:
        number: float | None = to_numbers(pa.array([text]))[0].as_py()
        return number


def _time(field: str, text: str) -> str:
    value = to_times(pa.array([text]))[0].as_py()
    if value is None:
        raise InputError(
            f"The time {text!r} of {field} cannot be read; accepted: 2025-12-27T22:55:44Z or 12/27/2025 22:55:44 GMT."
        )
    return str(value.isoformat())


def _one_of(field: str, text: str | None, accepted: tuple[str, ...]) -> str:
    if text not in accepted:
        raise InputError(f"The value of {field} is not known; accepted: {', '.join(accepted)}.")
    return text


def _outcome(text: str) -> str:
    word = text.lower() if text.lower() in set(Outcome) else outcome_of(text)
    return _one_of("outcome", word, tuple(Outcome))


def _bet_type(text: str) -> str:
    return _one_of("bet_type", bet_type_of(text), ("straight", "parlay", "round_robin"))


def _side(text: str) -> str:
    return _one_of("side", text.lower(), tuple(Side))


def _accepted() -> str:
    return ", ".join(name for name in BETS.names if name in CORRECTABLE)


_WORDS: dict[str, Callable[[str], str | None]] = {
    "outcome": _outcome,
    "bet_type": _bet_type,
    "side": _side,
    "sportsbook": lambda text: canonical_sportsbook(text)[0],
    "sport": canonical_sports,
    "league": canonical_leagues,
}
