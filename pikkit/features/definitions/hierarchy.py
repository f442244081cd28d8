"""The hierarchy of entities: whose history stands in where one's own is thin.

How hard each level is pulled towards its parent is a constant: docs/features.md says what that costs.
"""

from dataclasses import dataclass

from pikkit.features.definitions.feature import Columns, Floats, floats
from pikkit.features.definitions.share import Share
from pikkit.features.views.column_names import qualified
from pikkit.features.views.view import ALL, VIEWS, View

VIEW_BY_NAME = {view.name: view for view in VIEWS}


@dataclass(frozen=True)
class Level:
    """A rung of the hierarchy: a view, the rung it shrinks to (None: to 0) and how hard."""

    name: str
    view: View
    parent: "Level | None"
    strength: float


def _level(name: str, view: str, parent: Level | None, strength: float) -> Level:
    return Level(name, VIEW_BY_NAME[view], parent, strength)


SPORT = _level("sport", "sport_features", None, 100)
BOOK = _level("book", "institution_features", None, 50)
LEAGUE = _level("league", "league_features", SPORT, 50)
BETTOR = _level("bettor", "historical_performance", None, 30)
SUBJECT = _level("subject", "subject_features", LEAGUE, 10)
BETTOR_BOOK = _level("bettor_book", "historical_performance_sportsbook", BETTOR, 20)
BOOK_LEAGUE = _level("book_league", "institution_league_features", BOOK, 30)
BOOK_MARKET = _level("book_market", "institution_market_features", BOOK, 30)
BOOK_ODDS_BAND = _level("book_odds_band", "institution_odds_band_features", BOOK, 30)
LEAGUE_MARKET = _level("league_market", "league_market_features", LEAGUE, 30)
LEAGUE_ODDS_BAND = _level("league_odds_band", "league_odds_band_features", LEAGUE, 30)
MARKET = _level("market", "market_features", SPORT, 50)
BETTOR_SPORT = _level("bettor_sport", "historical_performance_sport", BETTOR, 30)
BETTOR_LEAGUE = _level("bettor_league", "historical_performance_league", BETTOR_SPORT, 30)
BETTOR_MARKET = _level("bettor_market", "historical_performance_market", BETTOR, 30)
BETTOR_ODDS_BAND = _level("bettor_odds_band", "historical_performance_odds_band", BETTOR, 30)

LEVELS = (
    SPORT,
    BOOK,
    LEAGUE,
    BETTOR,
    SUBJECT,
    BETTOR_BOOK,
    BOOK_LEAGUE,
    BOOK_MARKET,
    BOOK_ODDS_BAND,
    LEAGUE_MARKET,
    LEAGUE_ODDS_BAND,
    MARKET,
    BETTOR_SPORT,
    BETTOR_LEAGUE,
    BETTOR_MARKET,
    BETTOR_ODDS_BAND,
)
"""Every level, each after its parent."""


def sum_column(view: View, name: str, window: str) -> str:
    """The column of a view's sum over a window."""
    return qualified(view, f"{name}_{window}")


def summed(view: View, name: str, window: str, columns: Columns) -> Floats:
    """A view's sum over a window, shape (n,)."""
    return floats(columns, sum_column(view, name, window))


def share(view: View, numerator: str, denominator: str, window: str, columns: Columns) -> Floats:
    """One sum of a view as a share of another; 0 where that one is 0."""
    return Share(sum_column(view, numerator, window), sum_column(view, denominator, window))(columns)


def dated(meaning: str, window: str) -> str:
    """A meaning with the window it is about, unless that is the whole past."""
    return meaning if window == ALL else f"{meaning}, last {window.removesuffix('d')} days"


def suffix(window: str) -> str:
    """What a feature's name ends with to say its window."""
    return "" if window == ALL else f"_{window}"
