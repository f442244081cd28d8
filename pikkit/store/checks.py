"""CHECK constraints of the tables that users may write to: no value that a read could stumble over gets in.

supabase/migrations says the same for Postgres, where they have the same names; a test tries every limit on every store.
No list after IN has more than two values here: SQLite makes a table of a longer one for every row that is written,
which took most of the time of writing.
"""

from collections.abc import Iterable

from sqlalchemy import CheckConstraint

from pikkit.base.sql_moments import microseconds_of
from pikkit.bets import limits
from pikkit.store.shapes import STATUSES

_NUL = "char(0)"
_COUNT = 2**53
_SENTENCES = 5000  # characters
_PATH = 4096
_FINITE = 1e300
_MOST_MONEY = 1e15


def text_check(column: str, most: int) -> CheckConstraint:
    """A text of at most so many characters, without U+0000."""
    return _check(column, f"length({column}) <= {most} AND instr({column}, {_NUL}) = 0")


def words(column: str, accepted: Iterable[str]) -> CheckConstraint:
    """One of some words."""
    return _check(column, " OR ".join(f"{column} = '{word}'" for word in accepted))


def number_check(column: str, above: float, most: float) -> CheckConstraint:
    """A number above one and at most another."""
    return _check(column, f"{column} > {above!r} AND {column} <= {most!r} AND {_is_number(column)}")


def share_check(column: str) -> CheckConstraint:
    """A number from 0 to 1."""
    return _check(column, f"{column} >= 0 AND {column} <= 1 AND {_is_number(column)}")


def count_check(column: str) -> CheckConstraint:
    """A whole number from 0 on."""
    return _check(column, f"{column} >= 0 AND {column} <= {_COUNT} AND typeof({column}) IN ('integer', 'null')")


def moment_check(column: str) -> CheckConstraint:
    """A moment within what every reader can hold."""
    first, end = (microseconds_of(bound) for bound in (limits.EARLIEST, limits.LATEST))
    return _check(column, f"{column} >= {first} AND {column} < {end} AND typeof({column}) IN ('integer', 'null')")


def flag(column: str) -> CheckConstraint:
    """Yes or no."""
    return _check(column, f"{column} IN (0, 1)")


def of_bets() -> list[CheckConstraint]:
    """Those of the bets table."""
    return [
        *(text_check(column, most) for column, most in limits.TEXTS.items()),
        *(words(column, accepted) for column, accepted in limits.WORDS.items()),
        *(number_check(column, *bounds) for column, bounds in limits.NUMBERS.items()),
        share_check("settled_share"),
        *(moment_check(column) for column in (*limits.MOMENTS, "first_seen_at", "updated_at")),
        *(flag(column) for column in ("bonus", "live")),
    ]


def of_quarantine() -> list[CheckConstraint]:
    """Those of quarantined rows."""
    return [
        *(text_check(column, limits.TEXTS[column]) for column in ("bettor", "source")),
        *(text_check(column, limits.NAME) for column in ("rule", "decided_by")),
        *(text_check(column, _SENTENCES) for column in ("reason", "note")),
        text_check("raw", limits.RAW),
        words("status", STATUSES),
        count_check("line"),
        *(moment_check(column) for column in ("first_seen_at", "decided_at")),
    ]


def of_corrections() -> list[CheckConstraint]:
    """Those of corrections."""
    return [
        *(text_check(column, limits.NAME) for column in ("id", "bettor", "bet_id", "field", "who", "reverted_by")),
        *(text_check(column, limits.LEG) for column in ("old_value", "new_value")),
        text_check("why", _SENTENCES),
        *(moment_check(column) for column in ("created_at", "reverted_at")),
    ]


def of_imports() -> list[CheckConstraint]:
    """Those of imported files."""
    return [
        text_check("bettor", limits.NAME),
        text_check("file", _PATH),
        *(text_check(column, limits.NAME) for column in ("sha256", "reader")),
        *(count_check(column) for column in ("size", "rows", "rejected")),
        *(moment_check(column) for column in ("first_seen_at", "last_seen_at")),
    ]


def of_events() -> list[CheckConstraint]:
    """Those of the events of bets."""
    return [
        *(text_check(column, limits.NAME) for column in ("bettor", "bet_id")),
        *(text_check(column, 3 * limits.LEG) for column in ("pairing", "event")),
        share_check("confidence"),
    ]


def of_opportunities() -> list[CheckConstraint]:
    """Those of captures: wider than of bets, since what the API took must never be refused later."""
    names = ("bettor", "client_key", "status", "sportsbook", "verdict", "model_version", "bet_id")
    return [
        *(text_check(column, limits.NAME) for column in names),
        *(
            text_check(column, limits.LEG)
            for column in ("sport", "league", "market", "side", "subject", "home", "away")
        ),
        text_check("period", limits.LEG),
        text_check("raw", limits.RAW),
        number_check("odds", 1.0, _FINITE),
        *(number_check(column, -_FINITE, _FINITE) for column in ("line", "ev", "kelly")),
        number_check("stake", 0.0, _MOST_MONEY),
        *(share_check(column) for column in ("p_win", "p_market", "bet_confidence")),
        *(moment_check(column) for column in ("captured_at", "updated_at")),
        flag("live"),
    ]


def of_predictions() -> list[CheckConstraint]:
    """Those of scores given."""
    names = ("bettor", "id", "model_name", "model_version", "client_key", "bet_id")
    return [
        *(text_check(column, limits.NAME) for column in names),
        text_check("features", limits.RAW),
        number_check("odds", 1.0, _FINITE),
        *(share_check(column) for column in ("p_win", "p_market")),
        moment_check("made_at"),
    ]


def of_preferences() -> list[CheckConstraint]:
    """Those of a bettor's own settings."""
    return [
        *(text_check(column, limits.NAME) for column in ("bettor", "time_zone", "currency", "number_language")),
        text_check("bankroll_from", limits.NAME),
        words("odds_format", ("decimal", "american", "fractional")),
        number_check("unit_size", 0.0, _MOST_MONEY),
        number_check("starting_bankroll", -1e-9, _MOST_MONEY),
        moment_check("changed_at"),
    ]


def of_cash_flows() -> list[CheckConstraint]:
    """Those of deposits and withdrawals."""
    return [
        *(text_check(column, limits.NAME) for column in ("bettor", "id", "day", "sportsbook")),
        text_check("note", _SENTENCES),
        words("kind", ("deposit", "withdrawal")),
        number_check("amount", 0.0, _MOST_MONEY),
        *(moment_check(column) for column in ("noted_at", "taken_back_at")),
    ]


def of_alerts() -> list[CheckConstraint]:
    """Those of alerts."""
    return [
        *(text_check(column, limits.NAME) for column in ("bettor", "id")),
        text_check("address", _SENTENCES),
        words("topic", ("ev", "drift", "rollout")),
        words("channel", ("email", "telegram", "webhook")),
        number_check("least", -1.0, _MOST_MONEY),
        *(moment_check(column) for column in ("made_at", "changed_at", "taken_back_at", "confirmed_at")),
        flag("is_on"),
    ]


def _is_number(column: str) -> str:
    return f"typeof({column}) NOT IN ('text', 'blob')"


def _check(column: str, condition: str) -> CheckConstraint:
    return CheckConstraint(f"({condition})", name=f"{column}_limit")
