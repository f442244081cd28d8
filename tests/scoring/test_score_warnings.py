"""What a score had to do without, told in sentences."""

from datetime import datetime, timedelta
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from pikkit.features.views.view import TTL
from pikkit.scoring.request import ScoreRequest
from pikkit.scoring.score_warnings import STALE_DAYS
from pikkit.scoring.scorer import Scorer
from tests.scoring.conftest import UNTIL
from tests.training.worlds import START

pytestmark = pytest.mark.xdist_group("scoring_feast")

FULL = {
    "bettor": "bettor_1",
    "sportsbook": "Bet365",
    "league": "England Premier League",
    "odds": 2.1,
    "selection": "Team 3 Moneyline Team 3 vs. Visitors",
}


@pytest.fixture
def newest(store: pa.Table) -> datetime:
    """When the newest bet of the history settled."""
    moment = pc.max(store["settled_at"]).as_py()
    assert isinstance(moment, datetime)
    return moment


def warnings(scorer: Scorer, placed_at: datetime, **changes: Any) -> list[str]:
    (score,) = scorer.score([ScoreRequest.model_validate({**FULL, "placed_at": placed_at, **changes})])
    return score.warnings


def counted_from(newest: datetime) -> str:
    """The day from which on history counts for a bet an hour after the newest result."""
    return f"{max(newest + timedelta(hours=1), UNTIL) - TTL:%Y-%m-%d}"


def test_a_bet_of_which_all_is_known_has_no_warning(scorer: Scorer, newest: datetime) -> None:
    assert warnings(scorer, newest + timedelta(hours=1)) == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"bettor": None}, "No bettor is given, so no bettor's history counts."),
        (
            {"bettor": "zoe"},
            "No single bet of bettor 'zoe' is known to have settled since {since}, and older ones do not count, "
            "so typical values count instead.",
        ),
        ({"sportsbook": "Nowhere Bets"}, "No single bet at Nowhere Bets is known to have won or lost since {since}."),
        ({"league": None}, "No league is given."),
        ({"league": "Moon League"}, "No single bet on Moon League is known to have won or lost since {since}."),
        ({"selection": None}, "The market could not be read from the selection."),
        ({"selection": "gibberish"}, "The market could not be read from the selection."),
        (
            {"market": "spread", "side": "away"},
            "No single bet on this market (spread, away) is known to have won or lost since {since}, at this "
            "book or in this league.",
        ),
    ],
)
def test_what_is_missing_or_unknown_is_told(
    changes: dict[str, Any], sentence: str, scorer: Scorer, newest: datetime
) -> None:
    told = sentence.format(since=counted_from(newest))
    assert warnings(scorer, newest + timedelta(hours=1), **changes) == [told]


def test_a_parlay_is_warned_of_its_legs_only(scorer: Scorer, newest: datetime) -> None:
    said = warnings(scorer, newest + timedelta(hours=1), bet_type="parlay", bettor=None, league=None)
    assert said == ["A bet of several legs is scored by its price alone."]


@pytest.mark.parametrize(("days", "stale"), [(STALE_DAYS, False), (STALE_DAYS + 1, True)])
def test_an_old_history_says_how_old(days: int, stale: bool, scorer: Scorer, newest: datetime) -> None:
    said = warnings(scorer, newest + timedelta(days=days))
    assert said == ([f"The newest result in this bet's history is {days} days old."] if stale else [])


@pytest.mark.parametrize(("after", "future"), [(timedelta(0), True), (timedelta(microseconds=1), False)])
def test_a_moment_before_the_newest_result_is_told(
    after: timedelta, future: bool, scorer: Scorer, newest: datetime
) -> None:
    sentence = "The history holds results later than placed_at, which were not known then."
    assert (sentence in warnings(scorer, newest + after)) is future


def test_a_bet_long_before_every_result_is_told_so(scorer: Scorer) -> None:
    assert len(warnings(scorer, START - timedelta(days=1))) == 1


def test_where_neither_book_nor_league_is_known_the_market_goes_without_saying(
    scorer: Scorer, newest: datetime
) -> None:
    said = warnings(scorer, newest + timedelta(hours=1), sportsbook="Nowhere Bets", league="Moon League")
    tail = f"is known to have won or lost since {counted_from(newest)}."
    assert said == [f"No single bet at Nowhere Bets {tail}", f"No single bet on Moon League {tail}"]


def test_a_bettor_whose_bets_are_too_old_is_told_from_when_on_they_count(scorer: Scorer, newest: datetime) -> None:
    moment = newest + TTL + timedelta(days=2)
    (told,) = [one for one in warnings(scorer, moment) if "bettor_1" in one]
    assert told == (
        f"No single bet of bettor 'bettor_1' is known to have settled since {moment - TTL:%Y-%m-%d}, "
        "and older ones do not count, so typical values count instead."
    )


@pytest.mark.parametrize("ahead", [timedelta(minutes=5), timedelta(minutes=5, microseconds=1), timedelta(hours=3)])
def test_a_bet_placed_later_than_it_is_asked_about_is_told(ahead: timedelta, scorer: Scorer, newest: datetime) -> None:
    now = newest + timedelta(hours=1)
    (score,) = scorer.score([ScoreRequest.model_validate({**FULL, "placed_at": now + ahead})], now)
    hours = ahead / timedelta(hours=1)
    sentence = f"placed_at is {hours:.1f} hours ahead of the clock here; what is known now counts."
    assert score.warnings == ([sentence] if ahead > timedelta(minutes=5) else [])


def test_strangers_are_scored_at_their_parents_values_all_the_same(scorer: Scorer, newest: datetime) -> None:
    unknown = {"bettor": "zoe", "sportsbook": "Nowhere Bets", "league": "Moon League", "sport": "Soccer"}
    moment = newest + timedelta(hours=1)
    (score,) = scorer.score([ScoreRequest.model_validate({**FULL, **unknown, "placed_at": moment})], moment)
    assert 0 < score.p_win < 1
    assert score.features_at is not None  # the sport is still known
