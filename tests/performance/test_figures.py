"""Figures are those of the bets that are meant, no more and no less: held to NumPy on the same bets."""

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from pikkit.base.errors import InputError
from pikkit.bets.bet import bets_table
from pikkit.bets.outcome import Outcome
from pikkit.performance import BetFigures, BetFilter, PerformanceReader
from pikkit.performance.dimensions import DIMENSIONS, SEVERAL, STAKE_EDGES, STAKE_SIZES
from pikkit.sync.event_refresh import told_events
from tests.performance.histories import bet, random_bets, reading

BETS = random_bets()
FRAME: pd.DataFrame = BETS.to_pandas()
ANN = BetFilter(bettor="ann")


@pytest.fixture(scope="module", autouse=True)
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PerformanceReader]:
    with reading(tmp_path_factory.mktemp("performance"), BETS) as (opened, _):
        margins = opened.close_margins()
        known = zip(FRAME.sportsbook, FRAME.odds, FRAME.closing_odds.replace(np.nan, None), strict=True)
        FRAME["fair"] = [margins.clv(*one) for one in known]
        yield opened


def check(figures: BetFigures, frame: pd.DataFrame) -> None:
    """Hold figures to those of a frame of bets."""
    settled = frame[(frame.outcome != "open") & frame.profit.notna()]
    closed = frame[frame.closing_odds.notna()]
    wins, losses = int((frame.outcome == "win").sum()), int((frame.outcome == "loss").sum())
    assert (figures.bets, figures.wins, figures.losses) == (len(frame), wins, losses)
    ended = [figures.pushes, figures.voids, figures.cash_outs, figures.unknown, figures.open]
    assert ended == [int((frame.outcome == name).sum()) for name in ("push", "void", "cash_out", "unknown", "open")]
    assert figures.stake == pytest.approx(settled.stake.sum())
    assert figures.profit == pytest.approx(settled.profit.sum())
    assert figures.coverage == pytest.approx(len(closed) / len(frame))
    if len(settled):
        assert figures.roi.value == pytest.approx(settled.profit.sum() / settled.stake.sum())
    if len(closed):
        assert figures.clv.value == pytest.approx((closed.odds / closed.closing_odds - 1).mean())
        weighed = closed[closed.stake > 0]
        value = weighed.odds / weighed.closing_odds - 1
        assert figures.clv_staked.value == pytest.approx(np.average(value, weights=weighed.stake))
        assert figures.clv_median == pytest.approx((closed.odds / closed.closing_odds - 1).median())
        assert figures.clv_positive.value == pytest.approx((closed.odds > closed.closing_odds).mean())
        assert figures.fair_clv.value == pytest.approx(np.average(weighed.fair, weights=weighed.stake))
        assert figures.fair_clv_median == pytest.approx(closed.fair.median())
    if wins + losses:
        expected = stats.binomtest(wins, wins + losses).proportion_ci(method="wilson")
        assert figures.win_rate.low == pytest.approx(expected.low, abs=1e-6)
        assert figures.win_rate.high == pytest.approx(expected.high, abs=1e-6)


def clustered(numerator: pd.Series, denominator: pd.Series, event: pd.Series) -> tuple[float, float]:
    """The 95 % interval of a ratio of sums, over events: the sandwich of the mean of residuals, by NumPy."""
    ratio = numerator.sum() / denominator.sum()
    sums = (numerator - ratio * denominator).groupby(event).sum().to_numpy()
    error = math.sqrt(len(sums) / (len(sums) - 1) * float(np.square(sums).sum())) / denominator.sum()
    factor = np.exp(1.959964 * error / (1 + ratio))
    return (1 + ratio) / factor - 1, (1 + ratio) * factor - 1


def test_the_total_is_the_bettors_own(reader: PerformanceReader) -> None:
    check(reader.breakdown(ANN).total, FRAME[FRAME.bettor == "ann"])


def test_without_a_bettor_it_is_everybodys(reader: PerformanceReader) -> None:
    check(reader.breakdown(BetFilter()).total, FRAME)


def stake_size(stake: float) -> str:
    """The name of the size, counted out."""
    return STAKE_SIZES[sum(stake >= edge for edge in STAKE_EDGES)]


KEYS: dict[str, Callable[[pd.DataFrame], pd.Series]] = {
    "sportsbook": lambda frame: frame.sportsbook,
    "league": lambda frame: frame.league.fillna("unknown"),
    "month": lambda frame: frame.placed_at.dt.strftime("%Y-%m"),
    "weekday": lambda frame: frame.placed_at.dt.day_name(),
    "live": lambda frame: frame.live.map({True: "live", False: "before the start"}),
    "stake_size": lambda frame: frame.stake.map(stake_size),
    "bet_type": lambda frame: frame.bet_type,
}


@pytest.mark.parametrize("by", KEYS)
def test_each_group_holds_its_bets_alone(reader: PerformanceReader, by: str) -> None:
    frame = FRAME[FRAME.bettor == "ann"]
    found = reader.breakdown(ANN, by)
    names = KEYS[by](frame)
    assert {group.name for group in found.groups} == set(names)
    for group in found.groups:
        check(group.figures, frame[names == group.name])


@pytest.mark.parametrize("by", [name for name in DIMENSIONS if name not in SEVERAL])
def test_groups_add_up_to_the_total_and_can_be_asked_for_by_name(reader: PerformanceReader, by: str) -> None:
    found = reader.breakdown(ANN, by)
    assert sum(group.figures.bets for group in found.groups) == found.total.bets
    for group in found.groups:
        alone = reader.breakdown(replace(ANN, **{by: group.name})).total  # type: ignore[arg-type]
        assert (alone.bets, alone.wins, alone.closes) == (group.figures.bets, group.figures.wins, group.figures.closes)
        assert alone.profit == pytest.approx(group.figures.profit)


def test_intervals_of_money_and_price_are_over_events(reader: PerformanceReader) -> None:
    event = told_events(BETS)["event"].to_pandas().fillna(FRAME.placed_at.dt.date.astype(str))
    frame = FRAME.assign(event=event)[FRAME.bettor == "ann"]
    total = reader.breakdown(ANN).total
    settled, closed = frame[frame.profit.notna() & (frame.outcome != "open")], frame[frame.closing_odds.notna()]
    assert (total.roi.low, total.roi.high) == pytest.approx(clustered(settled.profit, settled.stake, settled.event))
    clv = closed.odds / closed.closing_odds - 1
    assert (total.clv.low, total.clv.high) == pytest.approx(clustered(clv, clv * 0 + 1, closed.event))
    gained = closed.fair * closed.stake
    assert (total.fair_clv.low, total.fair_clv.high) == pytest.approx(clustered(gained, closed.stake, closed.event))


def test_too_few_events_have_no_interval(tmp_path: Path) -> None:
    with reading(tmp_path, bets_table([bet(number) for number in range(9)])) as (opened, _):
        roi = opened.breakdown(ANN).total.roi
    assert (roi.value, roi.low, roi.high) == (-1.0, None, None)


def test_no_interval_of_a_return_goes_below_all_being_lost(tmp_path: Path) -> None:
    """One of ten long shots came in: plus or minus two standard errors would be -129 % to +49 %."""
    won = {"outcome": Outcome.WIN, "profit": 50.0}
    with reading(tmp_path, bets_table([bet(n, **(won if n == 3 else {})) for n in range(10)])) as (opened, _):
        roi = opened.breakdown(ANN).total.roi
    assert roi.value == pytest.approx(-0.4)
    assert roi.low is not None
    assert roi.high is not None
    assert -1 < roi.low < -0.9
    assert roi.high > 1


def test_where_every_stake_was_lost_the_interval_is_that_of_a_share_without_a_win(tmp_path: Path) -> None:
    """None of 50 won: Wilson's upper end is 1.959964^2 / (50 + 1.959964^2) = 7.135 %, which odds of 2 pay twice."""
    with reading(tmp_path, bets_table([bet(number) for number in range(50)])) as (opened, _):
        roi = opened.breakdown(ANN).total.roi
    assert (roi.value, roi.low) == (-1.0, -1.0)
    assert roi.high == pytest.approx(2 * 0.07135 - 1, abs=1e-4)


def test_filters_hold_together(reader: PerformanceReader) -> None:
    asked = BetFilter(bettor="ann", since=date(2024, 2, 1), until=date(2024, 2, 29), league="unknown", outcome="loss")
    frame = FRAME[(FRAME.bettor == "ann") & FRAME.league.isna() & (FRAME.outcome == "loss")]
    check(reader.breakdown(asked).total, frame[frame.placed_at.dt.strftime("%Y-%m") == "2024-02"])


def test_text_that_looks_like_sql_is_text(reader: PerformanceReader) -> None:
    assert reader.breakdown(BetFilter(bettor="ann' OR '1'='1")).total.bets == 0
    assert reader.breakdown(BetFilter(bettor="ann", league="x' OR true --")).total.bets == 0


def test_a_band_that_does_not_exist_holds_nothing(reader: PerformanceReader) -> None:
    assert reader.breakdown(BetFilter(bettor="ann", odds_band="cheap")).total.bets == 0


def test_an_unknown_dimension_is_refused(reader: PerformanceReader) -> None:
    with pytest.raises(InputError, match="'weather'; accepted: sportsbook, sport, league"):
        reader.breakdown(ANN, "weather")


def test_an_empty_store_has_figures_of_nothing(tmp_path: Path) -> None:
    with reading(tmp_path, BETS.slice(0, 0)) as (opened, _):
        total = opened.breakdown(BetFilter()).total
        assert (total.bets, total.profit, total.roi.value, total.coverage) == (0, 0.0, None, None)
        assert opened.bankroll(BetFilter()).days == ()
        assert opened.reliability(BetFilter()) == ()
        assert opened.bets(BetFilter()).bets == ()


def test_the_bankroll_accumulates_and_falls_from_its_peak(tmp_path: Path) -> None:
    profits = (20.0, -5.0, -10.0, 30.0, -40.0, 2.0)
    made = [
        bet(number, outcome=Outcome.WIN if profit > 0 else Outcome.LOSS, profit=profit)
        for number, profit in enumerate(profits)
    ]
    with reading(tmp_path, bets_table(made)) as (opened, _):
        curve = opened.bankroll(ANN)
    assert [day.cumulative for day in curve.days] == [20, 15, 5, 35, -5, -3]
    assert [day.drawdown for day in curve.days] == [0, 5, 15, 0, 40, 38]
    assert (curve.max_drawdown, str(curve.fell_from), str(curve.fell_to)) == (40, "2024-01-05", "2024-01-06")
    assert curve.longest_under == 2


def test_a_loss_from_the_start_is_a_fall_from_nothing(tmp_path: Path) -> None:
    with reading(tmp_path, bets_table([bet(0, profit=-10.0)])) as (opened, _):
        assert opened.bankroll(ANN).max_drawdown == 10


def test_a_bet_is_in_the_group_of_each_of_its_tags_and_once_in_the_total(tmp_path: Path) -> None:
    tags = ("live, model", "model", " model,model ,", None, "")
    bets = bets_table([bet(number, tags=text) for number, text in enumerate(tags)])
    with reading(tmp_path, bets) as (opened, _):
        found = opened.breakdown(ANN, "tag")
        groups = {group.name: group.figures.bets for group in found.groups}
        assert groups == {"model": 3, "no tag": 2, "live": 1}
        assert found.total == opened.breakdown(ANN).total
        assert set(opened.choices(ANN)["tag"]) == set(groups)
        for name, number in groups.items():
            assert opened.breakdown(replace(ANN, tag=name)).total.bets == number


def test_bets_can_be_asked_for_by_the_day_they_were_settled_on(reader: PerformanceReader) -> None:
    settled = FRAME[(FRAME.bettor == "ann") & (FRAME.outcome != "open")]
    day = date(2024, 1, 10)
    asked = replace(ANN, settled_on=day)
    assert reader.breakdown(asked).total.bets == int((settled.settled_at.dt.date == day).sum()) > 0
