"""Scores recommend a learned policy only if it was surely better, and only those of the model it was learned for."""

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from pikkit.scoring.pricing import Stakes, price_bets
from pikkit.stakes.learned_stakes import NOTHING, LearnedStakes
from pikkit.stakes.out_of_time_bets import BookLimits, StakingParts
from pikkit.stakes.policy_search import FoundStakes, SearchRules
from pikkit.stakes.staking_page import render_staking_page
from pikkit.stakes.staking_report import StakingReport, adopted_stakes, read_staking_report, write_staking_report
from pikkit.stakes.trying_stakes import TryingRules, judge_stakes
from pikkit.training.bundle import Prediction
from tests.stakes.made_history import even_bets

START = datetime(2026, 1, 1, tzinfo=UTC)
RULES = TryingRules(paths=60, limits=BookLimits(), search=SearchRules(cap=0.2, block_days=2))
TIMID = LearnedStakes(0.02, 0.0, 0.0, 0.0, 0.0)
CAREFUL = LearnedStakes(0.9, 0.0, 0.0, 0.0, 0.0)


def judged(
    policy: LearnedStakes | None, true: float = 0.56, said: float = 0.56, bets: int = 3000, earlier: int = 10
) -> StakingReport:
    later = even_bets(bets, true, said)
    parts = StakingParts(even_bets(earlier, true, said), later, len(later), START, START)
    return judge_stakes(parts, RULES, "pikkit/3", FoundStakes(policy, 0.0, 7) if policy else None)


def _half_pays(bets: int) -> StakingReport:
    """Half of what is said pays: where fractional Kelly stakes on bets at even odds alone, and long shots lose."""
    later = even_bets(bets, 0.56, 0.56)
    lost = np.arange(bets) % 2 == 0
    odds = np.where(lost, 8.0, 2.0)
    p = np.where(lost, 0.2, 0.56)  # said; none of the long shots wins
    returned = np.where(lost, 0.0, later.returned)
    history = later.__class__(
        p, p, p, odds, returned, later.placed_at, later.settled_at, later.event, later.limit
    )  # fmt: skip
    parts = StakingParts(history.take(np.arange(10)), history, bets, START, START)
    tilted = LearnedStakes(0.25, 0.0, -1.0, 0.0, 0.0)
    return judge_stakes(parts, RULES, "pikkit/3", FoundStakes(tilted, 0.0, 7))


def test_a_policy_that_grows_faster_but_falls_further_is_not_adopted() -> None:
    report = judged(CAREFUL)
    learned = report.figures_of("learned")
    assert learned.growth_gained.low > 0
    assert learned.drawdown_added.value > 0
    assert not report.adopted
    assert "falls further" in report.verdict


def test_a_policy_that_falls_less_but_does_not_grow_surely_faster_is_not_adopted() -> None:
    report = judged(TIMID)
    assert report.figures_of("learned").drawdown_added.value < 0
    assert not report.adopted
    assert "Scores go on recommending 0.25 of Kelly's stake" in report.verdict


def test_a_policy_that_stakes_on_nothing_or_surely_grows_slower_is_said_to() -> None:
    nothing = judged(CAREFUL, said=0.45)
    assert nothing.figures_of("learned").turnover.value == 0
    assert "stakes on none of the later bets." in nothing.verdict
    slower = judged(TIMID)
    assert slower.figures_of("learned").growth_gained.high < 0
    assert "surely grows slower." in slower.verdict


def test_a_policy_that_had_no_bets_to_learn_from_is_said_to() -> None:
    assert "none of the earlier bets was worth its price to the model" in judged(NOTHING, earlier=0).verdict
    assert "on the earlier bets, no stakes surely grew the bankroll" in judged(NOTHING).verdict


def test_a_policy_is_adopted_on_few_bets_by_nobody() -> None:
    few = _half_pays(90)
    assert few.figures_of("learned").surely_better
    assert not few.adopted
    assert "on 90 later bets; 100 are needed." in few.verdict


def test_a_policy_is_adopted_that_grows_surely_faster_and_falls_no_further() -> None:
    report = _half_pays(3000)
    assert report.figures_of("learned").growth_gained.low > 0
    assert report.adopted
    assert "Scores of pikkit/3 recommend its stakes." in report.verdict


def test_a_simulation_adopts_nothing_and_says_what_scores_recommend() -> None:
    report = judged(None)
    assert not report.adopted
    assert report.verdict.startswith("Scores recommend 0.25 of Kelly's stake, at most 20 % of the bankroll.")


def test_ruin_is_the_share_of_histories_that_fell_to_its_level() -> None:
    lost, held = ({one.name: one.ruin.value for one in judged(None, true=true).policies} for true in (0.4, 0.56))
    assert lost["full Kelly"] == 1
    assert held["full Kelly"] > held["flat"] == 0


@pytest.mark.parametrize(("adopted", "version", "used"), [(True, "pikkit/3", True), (True, "pikkit/4", False),
                                                            (False, "pikkit/3", False)])  # fmt: skip
def test_only_scores_of_the_model_it_was_learned_for_use_it(
    tmp_path: Path, adopted: bool, version: str, used: bool
) -> None:
    report = judged(CAREFUL).model_copy(update={"adopted": adopted})
    page = write_staking_report(tmp_path, report, render_staking_page(report))
    assert page.read_text().startswith("<!doctype html>")
    assert read_staking_report(tmp_path) == report
    assert (adopted_stakes(tmp_path, version) == CAREFUL) is used


def test_a_report_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    (tmp_path / "stakes").mkdir()
    (tmp_path / "stakes" / "learned.json").write_text("{}")
    assert read_staking_report(tmp_path) is None
    assert adopted_stakes(tmp_path, "pikkit/3") is None


def test_a_score_stakes_by_the_learned_policy_and_never_beyond_the_cap() -> None:
    p, odds = np.array([0.6, 0.9, 0.3]), np.array([2.0, 2.0, 2.0])
    prediction = Prediction(p, p, p - 0.05, p + 0.05)
    usual = price_bets(prediction, odds, Stakes(0.25, 0.05)).kelly
    learned = price_bets(prediction, odds, Stakes(0.25, 0.05, LearnedStakes(0.1, 1.0, 0.0, 0.0, 0.0))).kelly
    np.testing.assert_allclose(usual, [0.05, 0.05, 0])
    np.testing.assert_allclose(learned, [0.01, 0.05, 0])


def test_the_numbers_of_a_report_are_those_of_the_policy() -> None:
    assert judged(CAREFUL).learned == asdict(CAREFUL)
