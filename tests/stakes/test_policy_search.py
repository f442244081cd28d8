"""On a known edge the search finds Kelly; with no edge it stakes nothing; nothing later is used."""

from dataclasses import replace

import numpy as np
import pytest

from pikkit.stakes.lanes import blocks_alone
from pikkit.stakes.learned_stakes import NOTHING
from pikkit.stakes.named_policies import fractional_plan
from pikkit.stakes.play import play_plans
from pikkit.stakes.policy_search import SearchRules, search_stakes
from pikkit.stakes.staking_history import Slates
from tests.stakes.made_history import even_bets

QUICK = SearchRules(generations=25, population=10, block_days=7, cap=1.0)


def test_on_a_known_edge_the_search_finds_kelly() -> None:
    history = even_bets(10_000, 0.6, 0.6)
    true = history.returned.mean() / 2  # the edge that these bets had: 2 p − 1 is Kelly's share of it
    found = search_stakes(history, QUICK).stakes
    assert found.share(history.p[:1], history.low[:1], history.odds[:1], 1.0) == pytest.approx(2 * true - 1, rel=0.1)


@pytest.mark.parametrize("true", [0.5, 0.48])
def test_with_no_edge_the_search_stakes_nothing_whatever_is_said(true: float) -> None:
    found = search_stakes(even_bets(4000, true, 0.55), QUICK)
    assert found.stakes == NOTHING
    assert found.growth == 0


def test_where_more_is_said_than_is_so_less_is_staked() -> None:
    history = even_bets(10_000, 0.6, 0.7)
    found = search_stakes(history, QUICK).stakes
    share = float(found.share(history.p[:1], history.low[:1], history.odds[:1], 1.0)[0])
    assert share == pytest.approx(0.2, abs=0.06)  # and not the 0.4 of what is said


def test_the_search_falls_no_further_than_the_reference_on_the_bets_it_learns_from() -> None:
    history = even_bets(3000, 0.6, 0.6)
    reference = fractional_plan(history, 0.25, 1.0)
    found = search_stakes(history, QUICK, reference).stakes
    slates = Slates.of(history)
    paths = play_plans(history, slates, blocks_alone(slates, 7), [reference, found.plan(history, 1.0)])
    fallen = paths.max_drawdown.mean(axis=0)
    assert fallen[1] <= fallen[0] + 1e-12
    assert found.scale > 0


def test_the_same_bets_and_seed_find_the_same_policy() -> None:
    history, rules = even_bets(500, 0.6, 0.6), replace(QUICK, generations=3)
    assert search_stakes(history, rules) == search_stakes(history, rules)


def test_no_bets_teach_nothing() -> None:
    assert search_stakes(even_bets(5, 0.5, 0.5).take(np.zeros(0, dtype=np.int64)), QUICK).stakes == NOTHING
