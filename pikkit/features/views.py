"""The views: whose settled history is summed, over which windows. Defined once, for offline and online.

A view has one row for each moment its entity's history changed: the sums of what was known from then on. A feature
of a bet is made from the latest row at or before the bet's moment, so windows end at the entity's last settled bet.
"""

from dataclasses import dataclass

MICROSECONDS_A_DAY = 86_400_000_000
ALL = "all"
WINDOWS: dict[str, int | None] = {ALL: None, "90d": 90 * MICROSECONDS_A_DAY, "30d": 30 * MICROSECONDS_A_DAY}
"""Window name to its length in microseconds; None is the whole past."""

PRICE_SUMS = ("closes", "clv_sum", "decided", "excess_sum")
"""What every view sums: bets with a close, their CLV, bets decided, and wins above what the prices implied."""

BETTOR_SUMS = (*PRICE_SUMS, "bets", "wins", "stake_sum", "profit_sum", "clv_square_sum", "clv_positive")


@dataclass(frozen=True)
class View:
    """One entity's history.

    Attributes:
        name: The Feast view's name.
        keys: The columns (of ``pikkit.features.keys``) that identify the entity.
        meaning: What the entity is, for the catalogue.
        windows: Names in ``WINDOWS``.
        sums: Columns of ``pikkit.features.history`` to sum.
    """

    name: str
    keys: tuple[str, ...]
    meaning: str
    windows: tuple[str, ...] = (ALL,)
    sums: tuple[str, ...] = PRICE_SUMS

    @property
    def columns(self) -> tuple[str, ...]:
        """The view's value columns: each sum over each window."""
        return tuple(f"{name}_{window}" for window in self.windows for name in self.sums)


RECENT = (ALL, "90d", "30d")

VIEWS = (
    View("historical_performance", ("bettor",), "the bettor", RECENT, BETTOR_SUMS),
    View("historical_performance_sportsbook", ("bettor", "sportsbook"), "the bettor at this book"),
    View("institution_features", ("sportsbook",), "the book", RECENT),
    View("institution_league_features", ("sportsbook", "league"), "the book in this league", RECENT),
    View("institution_market_features", ("sportsbook", "market_side"), "the book on this side of the market", RECENT),
    View(
        "institution_odds_band_features",
        ("sportsbook", "sport", "market_side", "odds_band"),
        "the book at prices like this one",
    ),
    View("league_features", ("league",), "the league", RECENT),
    View("league_market_features", ("league", "market_side"), "the league, this side of the market", RECENT),
    View("league_odds_band_features", ("league", "odds_band"), "the league at prices like this one"),
    View("sport_features", ("sport",), "the sport"),
    View("market_features", ("sport", "market_side", "odds_band"), "the sport's market at prices like this one"),
    View("subject_features", ("sport", "subject"), "the team or player", RECENT),
)

FEATURE_SERVICE = "pikkit_v1"
"""The Feast feature service that serves every view; a new version for a model that needs other views."""
