"""Differences of two periods: held to Newcombe's published example, and never called more than luck too easily."""

import numpy as np
import pytest

from pikkit.base.intervals import wilson
from pikkit.performance.compared_periods import COMPARED, compared_periods, difference_of
from pikkit.performance.measures import COUNTS, TOTALS, BetFigures, Estimate, Z, figures_of

NOTHING: dict[str, float | None] = dict.fromkeys(
    [*COUNTS, *(part.rpartition(" AS ")[2] for part in TOTALS.split(", "))], 0.0
)


def share(won: int, bets: int) -> Estimate:
    return Estimate(won / bets, *wilson(won, bets, Z))


def figures(profits: np.ndarray) -> BetFigures:
    """Bets of 1 each on events of their own, won or lost."""
    won = int((profits > 0).sum())
    sums = {"bets": len(profits), "stake": len(profits), "profit": profits.sum(), "share": won, "decided": len(profits)}
    squares = {"profit2": (profits**2).sum(), "profit_stake": profits.sum(), "stake2": len(profits)}
    return figures_of({**NOTHING, **sums, **squares, "money_clusters": len(profits)})


def test_the_difference_of_shares_is_newcombes() -> None:
    """Newcombe, Statistics in Medicine 17, 1998, Table II, contrast a: 56/70 and 48/80, method 10: 0.0524 to 0.3339."""
    found = difference_of(share(48, 80), share(56, 70))
    assert (found.value, found.low, found.high) == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)


def test_a_figure_without_an_interval_has_a_difference_without_one() -> None:
    found = difference_of(Estimate(0.1), Estimate(0.3, 0.2, 0.4))
    assert found.value == pytest.approx(0.2)
    assert (found.low, found.high) == (None, None)
    assert difference_of(Estimate(), Estimate(0.3, 0.2, 0.4)) == Estimate()


def test_without_a_change_hardly_one_comparison_in_twenty_says_that_there_is_one() -> None:
    draw = np.random.default_rng(3)
    said = 0
    for _ in range(400):
        before, after = (figures(np.where(draw.random(300) < 0.5, 0.95, -1.0)) for _ in range(2))
        said += any(one.more_than_luck for one in compared_periods(before, after).figures)
    assert said / 400 <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 400)


def test_a_large_change_is_said_with_its_direction() -> None:
    draw = np.random.default_rng(3)
    before, after = (figures(np.where(draw.random(2000) < chance, 0.95, -1.0)) for chance in (0.4, 0.6))
    found = compared_periods(before, after)
    assert {one.name: one.more_than_luck for one in found.figures} == {
        **dict.fromkeys(COMPARED),
        "roi": True,
        "win_rate": True,
    }
    assert found.figures[0].sentence.startswith("Higher by more than luck")
    assert (
        found.sentence
        == "2 of 2 figures changed by more than luck would explain. Of 2 more there is too little to tell."
    )
    assert compared_periods(after, before).figures[0].sentence.startswith("Lower by more than luck")


def test_nothing_is_concluded_from_nothing() -> None:
    none = figures(np.array([]))
    assert "too little" in compared_periods(none, none).sentence
