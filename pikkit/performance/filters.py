"""Which bets are meant, and the SQL condition that says so."""

from dataclasses import dataclass
from datetime import date

from pikkit.performance.dimensions import DIMENSIONS, SEVERAL, value_of

Parameters = dict[str, str | int | float | date]


@dataclass(frozen=True, slots=True)
class BetFilter:
    """Which bets; an empty part is no condition.

    Attributes:
        bettor: Whose; everybody's if None, which only the owner of a store may ask for.
        since, until: Days (of the reader's time zone) the bets were placed on, both inclusive.
        sportsbook, sport, league, market, odds_band, month, weekday, stake_size, live, bet_type, tag: Names of groups
            as a breakdown lists them.
        settled_on: The day (of the reader's time zone) the bets were settled on.
        outcome: A value of :class:`~pikkit.bets.outcome.Outcome`.
        text: A part of the bet's text, its subject or its id, in any case.
    """

    bettor: str | None = None
    since: date | None = None
    until: date | None = None
    sportsbook: str = ""
    sport: str = ""
    league: str = ""
    market: str = ""
    odds_band: str = ""
    month: str = ""
    weekday: str = ""
    stake_size: str = ""
    live: str = ""
    bet_type: str = ""
    tag: str = ""
    settled_on: date | None = None
    outcome: str = ""
    text: str = ""

    def condition(self) -> tuple[str, Parameters]:
        """The condition for WHERE, and its parameters by name."""
        parts, given = ["true"], Parameters()
        for name, column, operator in _COMPARED:
            if value := getattr(self, name):
                parts.append(f"{column} {operator} ${name}")
                given[name] = value
        for dimension, column in DIMENSIONS.items():
            if name := getattr(self, dimension):
                value = value_of(dimension, name)
                parts.append(_condition(dimension, column, value))
                given |= {} if value is None else {dimension: value}
        if self.text:
            parts.append(_TEXT)
            given["text"] = self.text.lower()
        return " AND ".join(parts), given


def _condition(dimension: str, column: str, value: str | int | None) -> str:
    if dimension in SEVERAL:
        return f"{column} = [NULL]" if value is None else f"list_contains({column}, ${dimension})"
    return f"{column} IS NULL" if value is None else f"{column} = ${dimension}"


_COMPARED = (
    ("bettor", "bettor", "="),
    ("since", "day", ">="),
    ("until", "day", "<="),
    ("settled_on", "settled_day", "="),
    ("outcome", "outcome", "="),
)
_TEXT = (
    "(contains(lower(bet_info), $text) OR contains(lower(subject), $text) OR contains(lower(bet_id), $text) "
    "OR contains(lower(tags), $text))"
)
