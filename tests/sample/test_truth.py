"""What is true in a sample: probabilities are calibrated, the close beats the price, and there is much to learn."""

import itertools
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from numpy.typing import NDArray

Floats = NDArray[np.float64]
DECIDED = pc.field("outcome").isin(["win", "loss"])
CLOSED = pc.field("closing_odds").is_valid()


@pytest.fixture(scope="session")
def closed(bets: pa.Table) -> pa.Table:
    """Decided straight bets with a closing line."""
    return bets.filter(DECIDED & CLOSED)


def column(table: pa.Table, name: str) -> Any:
    return table[name].to_numpy()


def clv(table: pa.Table) -> Floats:
    return np.asarray(column(table, "odds") / column(table, "closing_odds") - 1)


def log_loss(truth: Floats, probability: Floats) -> float:
    """Expected log loss: of the true probability, so that luck plays no part."""
    return float(-(truth * np.log(probability) + (1 - truth) * np.log(1 - probability)).mean())


def test_bets_win_as_often_as_the_truth_says(bets: pa.Table) -> None:
    decided = bets.filter(DECIDED & pc.field("p_true").is_valid())
    chance, won = column(decided, "p_true"), column(decided, "outcome") == "win"
    edges = [0, 0.15, 0.3, 0.4, 0.5, 0.6, 0.7, 1]
    for low, high in itertools.pairwise(edges):
        inside = (chance > low) & (chance <= high)
        error = np.sqrt((chance[inside] * (1 - chance[inside])).sum()) / inside.sum()
        assert abs(won[inside].mean() - chance[inside].mean()) < 4 * error


def test_the_close_is_nearer_the_truth_than_the_price(closed: pa.Table) -> None:
    truth, close = column(closed, "p_true"), column(closed, "p_close")
    odds = column(closed, "odds")
    price = 1 / odds * close.mean() / (1 / odds).mean()
    assert log_loss(truth, truth) < log_loss(truth, close) < log_loss(truth, price)
    gap = log_loss(truth, price) - log_loss(truth, close)
    assert 0.002 < gap < 0.02


def test_how_generous_a_book_is_lasts(closed: pa.Table) -> None:
    """The mean closing line value of a book, league and market in the first half foretells the second half's."""
    halves: list[dict[tuple[str, ...], float]] = []
    ordered = closed.append_column("clv", pa.array(clv(closed))).sort_by("placed_at")
    keys = ["sportsbook", "league", "market"]
    for half in (ordered.slice(0, ordered.num_rows // 2), ordered.slice(ordered.num_rows // 2)):
        groups = half.group_by(keys).aggregate([("clv", "mean"), ("clv", "count")]).to_pylist()
        halves.append({tuple(row[key] for key in keys): row["clv_mean"] for row in groups if row["clv_count"] >= 20})
    shared = [(halves[0][key], halves[1][key]) for key in halves[0].keys() & halves[1].keys()]
    assert len(shared) > 20
    assert np.corrcoef(np.array(shared).T)[0, 1] > 0.6


def test_sharp_bettors_beat_the_close_and_others_do_not(closed: pa.Table) -> None:
    """The first five bettors are: any, favourites, long shots, sharp, specialist."""
    value = {
        name: clv(closed.filter(pc.field("bettor") == name)).mean() for name in closed["bettor"].unique().to_pylist()
    }
    careless = [value[f"sample_0{index}"] for index in range(3)]
    skilled = [value[f"sample_0{index}"] for index in (3, 4)]
    assert max(careless) < 0 < value["sample_03"]
    assert min(skilled) > max(careless)


def test_bettors_have_tastes(bets: pa.Table) -> None:
    odds = [
        float(np.median(column(bets.filter(pc.field("bettor") == f"sample_0{index}"), "odds"))) for index in range(3)
    ]
    assert odds[1] < odds[0] < odds[2]


def test_long_shots_return_less_than_favourites(bets: pa.Table) -> None:
    straights = bets.filter((pc.field("bet_type") == "straight") & (pc.field("sportsbook") != "Pinnacle"))
    chance = column(straights, "p_close")
    returns = column(straights, "odds") * chance
    assert np.median(returns[chance < 0.25]) < np.median(returns[chance > 0.65]) - 0.02


def test_closing_lines_are_missing_on_some_straight_bets_and_all_others(bets: pa.Table) -> None:
    straights = bets.filter((pc.field("bet_type") == "straight") & (pc.field("outcome") != "open"))
    for book in straights["sportsbook"].unique().to_pylist():
        rows = straights.filter(pc.field("sportsbook") == book)
        assert 0.07 < rows["closing_odds"].null_count / rows.num_rows < 0.45
    assert bets.filter((pc.field("bet_type") != "straight") & CLOSED).num_rows == 0
    assert bets.filter((pc.field("outcome") == "open") & (CLOSED | pc.field("settled_at").is_valid())).num_rows == 0


def test_bettors_on_the_same_selection_get_the_same_result(bets: pa.Table) -> None:
    """Bets of the same wording that settle within three hours are on the same event."""
    decided = bets.filter(DECIDED & (pc.field("bet_type") == "straight")).sort_by(
        [("bet_info", "ascending"), ("settled_at", "ascending")]
    )
    info, outcome = column(decided, "bet_info"), column(decided, "outcome")
    close = np.diff(decided["settled_at"].cast(pa.int64()).to_numpy()) < 3 * 3600 * 1e6
    same = close & (info[1:] == info[:-1])
    assert same.sum() > 100
    assert (outcome[1:][same] == outcome[:-1][same]).all()


def test_money_is_what_the_ending_says(bets: pa.Table) -> None:
    outcome, profit = column(bets, "outcome"), column(bets, "profit")
    stake, odds, bonus = column(bets, "stake"), column(bets, "odds"), bets["bonus"].to_numpy(zero_copy_only=False)
    straight = column(bets, "bet_type") == "straight"
    assert (profit[np.isin(outcome, ["push", "void"])] == 0).all()
    lost = (outcome == "loss") & straight
    np.testing.assert_allclose(profit[lost], np.where(bonus, 0, -stake)[lost])
    assert 0.01 < bonus[lost].mean() < 0.04
    won = (outcome == "win") & straight
    boosted = np.abs(profit - stake * (odds - 1))[won] > 0.02
    assert 0.1 < boosted.mean() < 0.35


def test_what_a_bet_on_several_legs_is_worth_is_the_product_of_its_legs(bets: pa.Table) -> None:
    parlays = bets.filter((pc.field("bet_type") == "parlay") & DECIDED)
    assert (column(parlays, "n_legs") >= 2).all()
    value = column(parlays, "odds") * column(parlays, "p_true")
    assert 0.7 < value.mean() < 1.05
    assert bets.filter(pc.field("bet_type") == "round_robin")["p_true"].null_count > 0
