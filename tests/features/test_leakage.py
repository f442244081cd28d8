"""Nothing knows the future: what a bet's features at a moment may depend on, and what they may not."""

from datetime import timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pikkit.features.build.build import features_as_of, joined_columns
from pikkit.features.definitions.feature_matrix import FEATURE_NAMES
from tests.features.histories import DAY, MICROSECOND, START, bet, random_bets, table

HOUR = timedelta(hours=1)
NOW = 10 * DAY
PROBES = table(bet(NOW), bet(NOW, bettor="bob", odds=1.5), bet(NOW, sportsbook="FanDuel", league="ATP", sport="Tennis"))

names = st.fixed_dictionaries(
    {"bettor": st.sampled_from(["ann", "bob"]), "sportsbook": st.sampled_from(["Caesars", "FanDuel"])}
)
results = st.fixed_dictionaries(
    {
        "outcome": st.sampled_from(["win", "loss", "push", "void", "cash_out"]),
        "odds": st.sampled_from([1.2, 1.5, 2.0, 9.0]),
        "closing_odds": st.none() | st.sampled_from([1.1, 1.9, 2.2, 30.0]),
        "stake": st.sampled_from([0.1, 5.0, 1e6]),
        "profit": st.none() | st.sampled_from([-5.0, 0.3, 1e6]),
        "bet_type": st.sampled_from(["straight", "straight", "parlay"]),
    }
)


@st.composite
def settled_bets(draw: st.DrawFn, earliest: timedelta, latest: timedelta) -> dict[str, Any]:
    """A bet that settled between two times after ``START``, at times on them."""
    settled = draw(st.sampled_from([earliest, latest]) | st.timedeltas(earliest, latest))
    return bet(settled - HOUR, settled, **draw(names), **draw(results))


past = st.lists(settled_bets(HOUR, NOW - MICROSECOND), max_size=8)
future = st.lists(settled_bets(NOW, NOW + 5 * DAY) | st.just(bet(NOW - HOUR)), max_size=8)


def same(one: pa.Table, other: pa.Table) -> bool:
    """Whether all features of two tables are the same to the last bit."""
    return all(one[name].equals(other[name]) for name in (*FEATURE_NAMES, "features_at"))


@settings(max_examples=8)
@given(past=past, future=future, other_future=future)
def test_bets_settled_at_or_after_a_moment_change_no_feature_at_it(
    past: list[dict[str, Any]], future: list[dict[str, Any]], other_future: list[dict[str, Any]]
) -> None:
    one = features_as_of(PROBES, table(*past, *future))
    other = features_as_of(PROBES, table(*other_future, *past))
    assert same(one, other)


def test_a_bet_settled_one_microsecond_before_is_known_and_one_settled_at_the_moment_is_not() -> None:
    just_before, at_the_moment = bet(NOW - HOUR, NOW - MICROSECOND), bet(NOW - HOUR, NOW, outcome="loss")
    columns = joined_columns(table(bet(NOW)), table(just_before, at_the_moment))
    assert columns["historical_performance__bets_all"].tolist() == [1.0]
    assert columns["historical_performance__wins_all"].tolist() == [1.0]


def test_an_open_bet_a_round_robin_and_a_bet_settled_at_an_unknown_time_add_nothing() -> None:
    silent = (
        bet(DAY),
        bet(DAY, 2 * DAY, bet_type="round_robin", n_legs=3),
        bet(DAY, None, outcome="win"),
        bet(DAY, 2 * DAY, outcome="open"),
    )
    assert same(features_as_of(PROBES, table(*silent)), features_as_of(PROBES, table()))


def test_a_parlay_adds_nothing_to_the_history_of_singles() -> None:
    single, parlay = bet(DAY, 2 * DAY), bet(DAY, 3 * DAY, bet_type="parlay", n_legs=2, outcome="loss", profit=-10.0)
    alone, both = (joined_columns(PROBES, table(*history)) for history in ((single,), (single, parlay)))
    changed = {name for name in alone if alone[name].tolist() != both[name].tolist()}
    assert changed
    assert all(name.startswith("parlay_performance__") for name in changed)


def test_a_parlay_is_scored_on_the_history_of_singles() -> None:
    single = bet(DAY, 2 * DAY)
    columns = joined_columns(table(bet(NOW, bet_type="parlay", n_legs=2)), table(single))
    assert columns["historical_performance__bets_all"].tolist() == [1.0]


@pytest.mark.parametrize("seed", [1, 2])
def test_features_recomputed_from_the_history_of_a_past_date_are_those_served_then(seed: int) -> None:
    bets = random_bets(250, seed)
    date = START + 100 * DAY
    then = [row for row in bets if row["settled_at"] is not None and row["settled_at"] < date]
    asked = table(*(row for row in bets if row["placed_at"] <= date))
    assert len(then) > 50
    assert same(features_as_of(asked, table(*bets)), features_as_of(asked, table(*reversed(then))))


@pytest.mark.parametrize("settled_after", [timedelta(0), HOUR, -HOUR], ids=["at once", "later", "on a wrong clock"])
def test_a_bets_own_result_and_closing_price_never_touch_its_own_features(settled_after: timedelta) -> None:
    own = bet(DAY, DAY + settled_after, outcome="win", profit=10.0, closing_odds=1.5)
    opposite = own | {"outcome": "loss", "profit": -10.0, "closing_odds": 3.0}
    earlier = bet(HOUR, 2 * HOUR)
    assert same(*(features_as_of(table(row), table(earlier, row)) for row in (own, opposite)))


def test_the_order_of_a_history_does_not_matter() -> None:
    bets = random_bets(200, seed=3)
    shuffled = [bets[place] for place in np.random.default_rng(0).permutation(len(bets))]
    assert same(features_as_of(PROBES, table(*bets)), features_as_of(PROBES, table(*shuffled)))


def test_features_come_in_the_order_asked() -> None:
    bets = random_bets(120, seed=4)
    forward, backward = (features_as_of(table(*rows), table(*bets)) for rows in (bets, bets[::-1]))
    assert same(forward, backward.take(pa.array(range(len(bets)))[::-1]))
