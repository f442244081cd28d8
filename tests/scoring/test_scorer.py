"""From requests to scores: on Feast's online features, bit for bit what training's features give."""

import math
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from pikkit.bets.bet import Bet, bets_table
from pikkit.bets.outcome import BetType
from pikkit.bets.verdict import Verdict
from pikkit.features.build.build import features_as_of
from pikkit.features.definitions.feature_matrix import MODEL_FEATURES
from pikkit.scoring.reasons import NONE
from pikkit.scoring.request import ScoreRequest
from pikkit.scoring.score import Score
from pikkit.scoring.scorer import Scorer
from tests.training.worlds import START

pytestmark = pytest.mark.xdist_group("scoring_feast")

LATER = START + timedelta(days=40, microseconds=123457)
KNOWN = {"bettor": "bettor_1", "sport": "Soccer", "league": "England Premier League"}
ASKED: list[dict[str, Any]] = [
    KNOWN | {"sportsbook": "Bet365", "odds": 2.1, "selection": "Team 3 Moneyline Team 3 vs. Visitors"},
    KNOWN | {"sportsbook": "FanDuel - New York", "odds": 1.37, "selection": "Team 4 Moneyline Team 9 vs. Team 4"},
    KNOWN | {"sportsbook": "fanduel", "odds": 11.0, "selection": "Over 2.5 Total Hull vs. Watford Live"},
    {"sportsbook": "Caesars", "odds": 1.91},
    {"sportsbook": "Nowhere Bets", "odds": 3.4, "bettor": "nobody", "league": "Moon League"},
    KNOWN
    | {"sportsbook": "Bet365", "odds": 4.0, "bet_type": "parlay"}
    | {"selection": "Team 3 Moneyline Team 3 vs. Visitors | Over 2.5 Total Hull vs. Watford"},
]


def requests(*asked: dict[str, Any]) -> list[ScoreRequest]:
    return [ScoreRequest.model_validate({"placed_at": LATER} | fields) for fields in asked]


def as_bets(asked: list[dict[str, Any]], placed_at: datetime) -> pa.Table:
    """The same bets as an import would store them."""
    bets = [
        Bet(
            bettor=fields.get("bettor") or "unknown",  # a bet always has a bettor; a request without one asks for this
            bet_id=str(i),
            sportsbook=fields["sportsbook"],
            bet_type=fields.get("bet_type", BetType.STRAIGHT),
            odds=fields["odds"],
            stake=1,
            placed_at=placed_at,
            sport=fields.get("sport"),
            league=fields.get("league"),
            bet_info=fields.get("selection"),
        )
        for i, fields in enumerate(asked)
    ]
    return bets_table(bets)


def test_scores_are_bit_for_bit_the_bundles_on_offline_features(scorer: Scorer, store: pa.Table) -> None:
    table = features_as_of(as_bets(ASKED, LATER), store)
    features = np.column_stack([table[name].to_numpy() for name in MODEL_FEATURES])
    said = scorer.bundle.predict(features, table["odds"].to_numpy(), table["n_legs"].to_numpy().astype(np.int64))
    scores = scorer.score(requests(*ASKED))
    assert [score.p_win for score in scores] == said.p_win.tolist()
    assert [score.p_market for score in scores] == said.p_market.tolist()
    assert [score.interval for score in scores] == list(zip(said.low.tolist(), said.high.tolist(), strict=True))
    known = [score.features_at for score in scores]
    assert [moment and round(moment.timestamp() * 1e6) for moment in known] == table["features_at"].to_pylist()


def test_a_bet_is_scored_alone_as_among_others(scorer: Scorer) -> None:
    together = scorer.score(requests(*ASKED))
    assert [scorer.score([request])[0] for request in requests(*ASKED)] == together


def test_threads_share_a_scorer(scorer: Scorer) -> None:
    expected = scorer.score(requests(*ASKED))
    with ThreadPoolExecutor(4) as pool:
        assert all(scores == expected for scores in pool.map(scorer.score, [requests(*ASKED)] * 12))


def test_no_requests_have_no_scores(scorer: Scorer) -> None:
    assert scorer.score([]) == []


def test_a_score_holds_together(scorer: Scorer) -> None:
    for score in scorer.score(requests(*ASKED)):
        assert score.ev == pytest.approx(score.p_win * score.odds - 1)
        assert score.edge == score.p_win - score.p_market
        assert score.fair_odds == pytest.approx(1 / score.p_win)
        assert score.interval[0] < score.p_win < score.interval[1]
        assert 0 <= score.kelly <= 0.05
        assert (score.kelly > 0) == (score.ev > 0) == (score.verdict is not Verdict.PASS)
        assert score.model_version == "pikkit/7"
        assert Score.model_validate_json(score.model_dump_json()) == score


def test_a_bet_of_several_legs_is_scored_by_its_price_and_says_so(scorer: Scorer) -> None:
    score = scorer.score(requests(ASKED[-1]))[0]
    assert score.edge == 0.0
    assert score.reasons == [NONE]
    assert score.warnings == ["A bet of several legs is scored by its price alone."]


def test_history_has_an_age(scorer: Scorer, store: pa.Table) -> None:
    newest = pc.max(store["settled_at"]).as_py()
    (score,) = scorer.score(requests(ASKED[0]))
    assert score.features_at == newest
    assert score.feature_age_seconds == pytest.approx((LATER - newest).total_seconds())


def test_a_stranger_has_no_history_and_no_age(scorer: Scorer) -> None:
    (score,) = scorer.score(requests({**ASKED[4], "sport": "Chess"}))
    assert score.features_at is None
    assert score.feature_age_seconds is None
    assert math.isfinite(score.p_win)


def test_a_bet_without_a_moment_is_placed_now(scorer: Scorer) -> None:
    bare = ScoreRequest(sportsbook="Bet365", odds=2.1, bettor="bettor_1")
    said_now, said_then = scorer.score([bare], LATER), scorer.score([bare.model_copy(update={"placed_at": LATER})])
    assert said_now == said_then


@pytest.mark.parametrize("odds", [1.0000001, 1e12, "-100000", 10**30])
def test_the_most_extreme_price_has_a_score(odds: float | str, scorer: Scorer) -> None:
    (score,) = scorer.score(requests({"sportsbook": "Bet365", "odds": odds}))
    assert all(math.isfinite(value) for value in (score.p_win, score.ev, score.fair_odds, score.kelly))
