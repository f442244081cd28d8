"""The views: whose settled history is summed, over which windows. Defined once, for offline and online.

A view has one row for each moment its entity's history changed: the sums of what was known from then on. A feature
of a bet is made from the latest row at or before the bet's moment, so windows end at the entity's last settled bet.

Parlays have views of their own: what they settle changes no row of a view of single bets.
"""

from dataclasses import dataclass
from datetime import timedelta

MICROSECONDS_A_DAY = 86_400_000_000
ALL = "all"
WINDOWS: dict[str, int | None] = {
    ALL: None,
    "90d": 90 * MICROSECONDS_A_DAY,
    "30d": 30 * MICROSECONDS_A_DAY,
    "7d": 7 * MICROSECONDS_A_DAY,
}
"""Window name to its length in microseconds; None is the whole past."""

TTL = timedelta(days=1095)
"""After three years without news of an entity, its history is as none."""

STREAK = "streak"
"""A column of views that ask for it: wins in a row, or minus the losses in a row, up to the row's moment."""

STREAK_SUMS = ("run_wins", "run_losses")
"""What streaks are made from; half a win is a win of its row, half a loss a loss, and a part paid is neither."""

PRICE_SUMS = ("closes", "clv_sum", "decided", "excess_sum")
"""What every view sums: bets with a close, their CLV, bets decided, and wins above what the prices implied."""

MONEY_SUMS = ("bets", "stake_sum", "profit_sum")
"""What hold and ROI are made of."""

CLOSE_SUMS = ("closes", "clv_sum")
"""What softness alone is made of."""

RECORD_SUMS = (*CLOSE_SUMS, *MONEY_SUMS, "decided", "wins", "clv_square_sum", "clv_positive")
"""A bettor's record."""

SMALLEST_STAKE = 0.01
"""Stakes are compared by their logarithm; a stake of nothing counts as this."""

STAKE_SUMS = ("log_stake_sum", "log_stake_square_sum")
"""How much a bettor usually stakes, and how much that varies."""

PARLAY_SUMS = (*MONEY_SUMS, "legs_sum")
"""What is kept of parlays."""


@dataclass(frozen=True)
class View:
    """One entity's history.

    Attributes:
        name: The Feast view's name.
        keys: The columns (of ``pikkit.features.views.entity_keys``) that identify the entity.
        meaning: What the entity is, for the catalogue.
        windows: Names in ``WINDOWS``.
        sums: Columns of ``pikkit.features.views.contributions`` to sum over each window.
        lifetime: Columns to sum over the whole past only.
        streak: Whether rows say how long the entity has been winning or losing.
        parlays: Whether it is the history of parlays; else of single bets.
        ttl: How long a row counts after it became known; None is for ever. A bet placed later has no history.
    """

    name: str
    keys: tuple[str, ...]
    meaning: str
    windows: tuple[str, ...] = (ALL,)
    sums: tuple[str, ...] = PRICE_SUMS
    lifetime: tuple[str, ...] = ()
    streak: bool = False
    parlays: bool = False
    ttl: timedelta | None = TTL

    def __hash__(self) -> int:
        """By name, of which there is one: views are looked up at every read, and the fields are many."""
        return hash(self.name)

    @property
    def ttl_microseconds(self) -> int | None:
        """The ``ttl`` as times are counted."""
        return None if self.ttl is None else self.ttl // timedelta(microseconds=1)

    @property
    def summed(self) -> tuple[tuple[str, str], ...]:
        """Every (sum, window) the view's rows hold; its column is called ``sum_window``."""
        each = tuple((name, window) for window in self.windows for name in self.sums)
        return (*each, *((name, ALL) for name in self.lifetime))

    @property
    def columns(self) -> tuple[str, ...]:
        """The view's value columns."""
        sums = tuple(f"{name}_{window}" for name, window in self.summed)
        return (*sums, STREAK) if self.streak else sums


RECENT = (ALL, "90d", "30d")
RECORD = (*RECENT, "7d")

VIEWS = (
    View(
        "historical_performance",
        ("bettor",),
        "the bettor",
        RECORD,
        RECORD_SUMS,
        lifetime=("excess_sum", *STAKE_SUMS),
        streak=True,
    ),
    View("historical_performance_sportsbook", ("bettor", "sportsbook"), "the bettor at this book", RECORD, RECORD_SUMS),
    View("historical_performance_sport", ("bettor", "sport"), "the bettor in this sport", sums=CLOSE_SUMS),
    View("historical_performance_league", ("bettor", "league"), "the bettor in this league", sums=CLOSE_SUMS),
    View(
        "historical_performance_market",
        ("bettor", "market_side"),
        "the bettor on this side of the market",
        sums=CLOSE_SUMS,
    ),
    View(
        "historical_performance_odds_band",
        ("bettor", "odds_band"),
        "the bettor at prices like this one",
        sums=CLOSE_SUMS,
    ),
    View("parlay_performance", ("bettor",), "the bettor's parlays", sums=PARLAY_SUMS, parlays=True),
    View("institution_features", ("sportsbook",), "the book", RECENT, (*PRICE_SUMS, *MONEY_SUMS)),
    View("institution_league_features", ("sportsbook", "league"), "the book in this league", RECENT),
    View("institution_market_features", ("sportsbook", "market_side"), "the book on this side of the market", RECENT),
    View(
        "institution_odds_band_features",
        ("sportsbook", "sport", "market_side", "odds_band"),
        "the book at prices like this one",
    ),
    View("league_features", ("league",), "the league", RECENT, (*PRICE_SUMS, "bets")),
    View("league_market_features", ("league", "market_side"), "the league, this side of the market", RECENT),
    View("league_odds_band_features", ("league", "odds_band"), "the league at prices like this one"),
    View("sport_features", ("sport",), "the sport"),
    View("market_features", ("sport", "market_side", "odds_band"), "the sport's market at prices like this one"),
    View("subject_features", ("sport", "subject"), "the team or player", RECENT),
)

FEATURE_SERVICE = "pikkit_v1"
"""The Feast feature service that serves every view; a new version for a model that needs other views."""
