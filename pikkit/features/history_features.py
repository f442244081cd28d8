"""Features of settled history: how soft prices have been, and how often they won, shrunk towards their parents.

A group with few bets says little, so its mean is pulled towards its parent's:
(sum + strength · parent) / (n + strength), the posterior mean of a normal mean under a normal prior worth ``strength``
observations (Efron & Morris, 1975).
"""

from dataclasses import dataclass
from functools import partial

import numpy as np

from pikkit.features.asof import qualified
from pikkit.features.feature import Columns, Feature, Floats, floats
from pikkit.features.views import ALL, VIEWS, View

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
LEVELS = (
    SPORT,
    BOOK,
    LEAGUE,
    BETTOR,
    SUBJECT,
    _level("bettor_book", "historical_performance_sportsbook", BETTOR, 20),
    _level("book_league", "institution_league_features", BOOK, 30),
    _level("book_market", "institution_market_features", BOOK, 30),
    _level("book_odds_band", "institution_odds_band_features", BOOK, 30),
    _level("league_market", "league_market_features", LEAGUE, 30),
    _level("league_odds_band", "league_odds_band_features", LEAGUE, 30),
    _level("market", "market_features", SPORT, 50),
)
RECENT_STRENGTH = 20.0
EXCESS = ((BETTOR, ALL, 200.0), (SUBJECT, ALL, 100.0), (LEVELS[-1], ALL, 500.0), (LEVELS[-2], ALL, 300.0))


def shrunk(total: Floats, count: Floats, parent: Floats | float, strength: float) -> Floats:
    """The mean of a group, pulled towards its parent's as by ``strength`` further observations of it."""
    return (total + strength * parent) / (count + strength)


def softness(level: Level, columns: Columns) -> Floats:
    """Shrunk mean of odds / closing − 1 over a level's whole settled past: positive where its prices beat the close."""
    parent: Floats | float = softness(level.parent, columns) if level.parent else 0.0
    return shrunk(_sum(level, "clv_sum", ALL, columns), _sum(level, "closes", ALL, columns), parent, level.strength)


def recent_softness(level: Level, window: str, columns: Columns) -> Floats:
    """The same over a recent window, pulled towards the level's whole past."""
    total, count = _sum(level, "clv_sum", window, columns), _sum(level, "closes", window, columns)
    return shrunk(total, count, softness(level, columns), RECENT_STRENGTH)


def excess(level: Level, window: str, strength: float, columns: Columns) -> Floats:
    """Shrunk mean of (won − 1 / odds): wins above what the prices implied."""
    return shrunk(_sum(level, "excess_sum", window, columns), _sum(level, "decided", window, columns), 0.0, strength)


def _sum(level: Level, name: str, window: str, columns: Columns) -> Floats:
    return floats(columns, qualified(level.view, f"{name}_{window}"))


def _share(numerator: str, denominator: str, columns: Columns) -> Floats:
    below = _sum(BETTOR, denominator, ALL, columns)
    return np.divide(_sum(BETTOR, numerator, ALL, columns), below, out=np.zeros_like(below), where=below > 0)


def _clv_spread(columns: Columns) -> Floats:
    mean, square = _share("clv_sum", "closes", columns), _share("clv_square_sum", "closes", columns)
    return np.sqrt(np.maximum(square - mean * mean, 0.0))


def _log_bets(columns: Columns) -> Floats:
    return np.log1p(_sum(BETTOR, "bets", ALL, columns))


def _level_features(level: Level) -> tuple[Feature, ...]:
    said = f"closing line value of {level.view.meaning}"
    past = Feature(f"softness_{level.name}", level.name, "odds/closing − 1", said, partial(softness, level))
    recent = (
        Feature(
            f"softness_{level.name}_{window}",
            level.name,
            "odds/closing − 1",
            f"{said}, last {window.removesuffix('d')} days",
            partial(recent_softness, level, window),
        )
        for window in level.view.windows
        if window != ALL
    )
    return (past, *recent)


HISTORY_FEATURES = (
    *(feature for level in LEVELS for feature in _level_features(level)),
    *(
        Feature(
            f"excess_{level.name}",
            level.name,
            "wins a bet",
            f"wins above the price of {level.view.meaning}",
            partial(excess, level, window, strength),
        )
        for level, window, strength in EXCESS
    ),
    Feature("bettor_log_bets", "bettor", "log(1 + bets)", "how many bets the bettor has settled", _log_bets),
    Feature("bettor_win_rate", "bettor", "share", "the bettor's win rate", partial(_share, "wins", "decided")),
    Feature("bettor_roi", "bettor", "profit / stake", "the bettor's ROI", partial(_share, "profit_sum", "stake_sum")),
    Feature("bettor_clv_spread", "bettor", "odds/closing − 1", "how much the bettor's CLV varies", _clv_spread),
    Feature(
        "bettor_clv_positive",
        "bettor",
        "share",
        "how often the bettor beats the close",
        partial(_share, "clv_positive", "closes"),
    ),
)
