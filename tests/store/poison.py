"""Values that no bet can have, as an attacker or a fault would write them."""

from typing import Any

MEGABYTE = "x" * 1_100_000

OF_BETS: dict[str, dict[str, Any]] = {
    "a text of a megabyte": {"bet_info": MEGABYTE},
    "tags of a megabyte": {"tags": MEGABYTE},
    "a sportsbook of a megabyte": {"sportsbook": MEGABYTE},
    "odds that are no number": {"odds": "NaN"},
    "infinite odds": {"odds": "Infinity"},
    "odds below zero": {"odds": -3.0},
    "odds of one": {"odds": 1.0},
    "a stake that is no number": {"stake": "NaN"},
    "a stake below zero": {"stake": -5.0},
    "an infinite profit": {"profit": "-Infinity"},
    "a closing price that is no number": {"closing_odds": "NaN"},
    "an infinite line": {"line": "Infinity"},
    "no leg": {"n_legs": 0},
    "an outcome nobody knows": {"outcome": "won"},
    "a type nobody knows": {"bet_type": "lottery"},
}
"""Columns to change of a bet that is one, by what is wrong; a number may be the word for what is none."""

MOMENTS: dict[str, dict[str, Any]] = {
    "placed at infinity": {"placed_at": "infinity"},
    "placed before infinity": {"placed_at": "-infinity"},
    "placed in the year 294276": {"placed_at": "294276-12-31 00:00Z"},
    "placed before Christ": {"placed_at": "4000-01-01 00:00Z BC"},
    "settled at infinity": {"settled_at": "infinity"},
    "seen first at infinity": {"first_seen_at": "infinity"},
}
"""The same of moments, which only Postgres writes so."""

OF_POSTGRES: dict[str, dict[str, Any]] = {**OF_BETS, **MOMENTS}

BEYOND_RULES: dict[str, dict[str, Any]] = {
    "odds beyond belief": {"odds": 1e8},
    "a stake beyond belief": {"stake": 1e10},
    "placed before 2000": {"placed_at": "1999-01-01 00:00Z"},
    "placed in the future": {"placed_at": "2100-01-01 00:00Z"},
    "settled before it was placed": {"settled_at": "2020-01-01 00:00Z", "outcome": "win"},
    "without an id": {"bet_id": ""},
    "without a sportsbook": {"sportsbook": ""},
}
"""What a table may hold, since a person may overrule the reader, but what no user writes himself."""


def postgres_row(bet_id: str, bettor: str = "ann", **changed: Any) -> dict[str, Any]:
    """A bet as a row of Postgres's table."""
    row: dict[str, Any] = {
        "bettor": bettor, "bet_id": bet_id, "sportsbook": "Caesars", "bet_type": "straight", "n_legs": 1,
        "outcome": "open", "odds": 1.91, "stake": 10.0, "bonus": False, "placed_at": "2026-03-01T12:00Z", "live": False,
        "content_hash": 7, "first_seen_at": "2026-03-01T12:00Z", "updated_at": "2026-03-01T12:00Z",
    }  # fmt: skip
    return row | changed


def sqlite_row(bet_id: str, **changed: Any) -> dict[str, Any]:
    """The same of SQLite's, whose moments are microseconds; words for numbers become numbers, NaN a text."""
    moments = dict.fromkeys(("placed_at", "first_seen_at", "updated_at"), 1772366400000000)
    words = {"NaN": "no number", "Infinity": 1e999, "-Infinity": -1e999}
    return postgres_row(bet_id) | moments | {name: words.get(value, value) for name, value in changed.items()}
