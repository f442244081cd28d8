"""The tables of what bettors say themselves: their settings, deposits and withdrawals, and what they are alerted of."""

from sqlalchemy import Boolean, Column, Double, String, Table

from pikkit.base.sql_moments import Moment
from pikkit.store import checks
from pikkit.store.tables import metadata


def _needed(name: str, *, key: bool = False) -> Column[str]:
    return Column(name, String, nullable=False, primary_key=key)


preferences = Table(
    "preferences",
    metadata,
    _needed("bettor", key=True),
    Column("changed_at", Moment, nullable=False),
    *(Column(name, String) for name in ("odds_format", "time_zone", "currency", "number_language")),
    *(Column(name, Double) for name in ("unit_size", "starting_bankroll")),
    Column("bankroll_from", String),
    *checks.of_preferences(),
)
"""How figures are written for a bettor, and where his bankroll begins; bettor ``*`` is the home."""

cash_flows = Table(
    "cash_flows",
    metadata,
    _needed("bettor", key=True),
    _needed("id", key=True),
    Column("noted_at", Moment, nullable=False),
    *map(_needed, ("day", "sportsbook", "kind")),
    Column("amount", Double, nullable=False),
    Column("note", String),
    Column("taken_back_at", Moment),
    *checks.of_cash_flows(),
)
"""One row a deposit at a book or a withdrawal from it."""

alerts = Table(
    "alerts",
    metadata,
    _needed("bettor", key=True),
    _needed("id", key=True),
    Column("made_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    *map(_needed, ("topic", "channel", "address")),
    Column("least", Double),
    Column("is_on", Boolean, nullable=False),
    Column("taken_back_at", Moment),
    Column("confirmed_at", Moment),
    *checks.of_alerts(),
)
"""One row an alert somebody switched on: of what, by which channel, to whom, and since when he is known to want it."""
