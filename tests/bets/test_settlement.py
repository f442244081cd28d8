"""Bets that were settled in part: quarter lines, dead heats, each way."""

from pathlib import Path

import pyarrow as pa
import pytest

from pikkit.bets.export import read_export
from pikkit.bets.outcome import Outcome
from pikkit.bets.settlement import is_quarter, settled_share
from tests.bets.export_files import row, write_export


def settled(folder: Path, info: str, status: str, odds: str, stake: str, profit: str) -> tuple[str, float | None]:
    """The outcome and the settled share of a straight bet."""
    rows = [row(bet_info=info, status=status, odds=odds, amount=stake, profit=profit, closing_line="", ev="")]
    (bet,) = read_export(write_export(folder / "ann.csv", rows)).bets.to_pylist()
    share = bet["settled_share"]
    return bet["outcome"], None if share is None else round(share, 4)


HANDICAP = "Leeds {} Asian Handicap Leeds v Hull"
TOTAL = "Over {} Total Leeds vs. Hull"
TOP = "Ann Able Top 5 Finish"


@pytest.mark.parametrize(
    ("info", "status", "odds", "stake", "profit", "outcome", "share"),
    [
        (HANDICAP.format("-0.25"), "SETTLED_LOSS", "1.92", "10", "-5.0", "half_loss", 0.2604),
        (HANDICAP.format("+0.25"), "SETTLED_WIN", "1.5", "10", "2.5", "half_win", 0.8333),
        (HANDICAP.format("+0.25"), "SETTLED_PUSH", "1.5", "10", "2.5", "half_win", 0.8333),
        (HANDICAP.format("-0.75"), "SETTLED_WIN", "2.1", "7.77", "4.27", "half_win", 0.7381),
        (HANDICAP.format("-0.75"), "SETTLED_WIN", "2.1", "10", "5.23", "half_win", 0.7381),  # 5 % commission
        (TOTAL.format("2.25"), "SETTLED_LOSS", "1.95", "0.5", "-0.25", "half_loss", 0.2564),
        (TOTAL.format("2.75"), "SETTLED_WIN", "1.95", "10", "4.75", "half_win", 0.7564),
        (HANDICAP.format("0.0,-0.5"), "SETTLED_LOSS", "2.0", "10", "-5", "half_loss", 0.25),
        (HANDICAP.format("-0.25"), "SETTLED_WIN", "1.92", "10", "9.2", "win", 1.0),
        (HANDICAP.format("-0.25"), "SETTLED_LOSS", "1.92", "10", "-10", "loss", 0.0),
        (HANDICAP.format("-0.25"), "SETTLED_LOSS", "1.92", "10", "0.0", "loss", 0.0),  # a bonus bet
        (HANDICAP.format("-0.5"), "SETTLED_LOSS", "1.92", "10", "-5.0", "loss", 0.0),  # no quarter line
        (HANDICAP.format("-1"), "SETTLED_PUSH", "1.92", "10", "0.0", "push", None),
        (HANDICAP.format("-0.25"), "SETTLED_WIN", "1.92", "10", "11.0", "win", 1.0),  # a boost
        (TOP, "SETTLED_WIN", "5.0", "10", "15.0", "part_win", 0.5),  # two for one place
        (TOP, "SETTLED_LOSS", "3.0", "10", "-2.5", "part_win", 0.25),  # four for one place: less than the stake
        (TOP, "SETTLED_WIN", "5.0", "10", "23.33", "part_win", 0.6666),  # three for two places
        (TOP, "SETTLED_WIN", "5.0", "10", "38.0", "win", 1.0),  # 5 % commission
        ("Ann Able Outright Winner E/W", "SETTLED_WIN", "9.0", "10", "5.0", "part_win", 0.1667),  # placed at 1/4
        ("Ann Able Outright Winner Each Way", "SETTLED_LOSS", "5.0", "10", "-1.0", "part_win", 0.18),  # at 1/5
        ("Ann Able Outright Winner Each Way", "SETTLED_LOSS", "5.0", "10", "-10.0", "loss", 0.0),
    ],
)
def test_a_part_is_told_by_the_line_and_the_profit(
    tmp_path: Path, info: str, status: str, odds: str, stake: str, profit: str, outcome: str, share: float | None
) -> None:
    assert settled(tmp_path, info, status, odds, stake, profit) == (outcome, share)


QUARTER = HANDICAP.format("-0.25")
WHOLE = "Hull Moneyline Leeds v Hull"


@pytest.mark.parametrize(
    ("legs", "status", "odds", "profit", "outcome", "share"),
    [
        ((QUARTER, WHOLE), "SETTLED_WIN", "4.0", "10.0", "part_win", 0.5),  # half of a leg lost
        ((QUARTER, WHOLE), "SETTLED_WIN", "4.0", "20.0", "part_win", 0.75),  # half of a leg at 2.0 won
        ((QUARTER, WHOLE), "SETTLED_WIN", "1.8", "-1.0", "part_win", 0.5),  # won in part, and yet lost money
        ((QUARTER, TOTAL.format("2.75")), "SETTLED_WIN", "4.4", "1.0", "part_win", 0.25),  # two halves lost
        ((QUARTER, TOP), "SETTLED_WIN", "9.0", "5.0", "part_win", 0.1667),
        ((QUARTER, WHOLE), "SETTLED_WIN", "4.0", "30.0", "win", 1.0),
        ((QUARTER, WHOLE), "SETTLED_WIN", "4.0", "29.4", "win", 1.0),  # 2 % commission
        ((QUARTER, WHOLE), "SETTLED_LOSS", "4.0", "-10.0", "loss", 0.0),
        ((QUARTER, WHOLE), "SETTLED_WIN", "4.0", "5.0", "win", 1.0),  # less than a half: no half explains it
        ((WHOLE, WHOLE), "SETTLED_WIN", "4.0", "10.0", "win", 1.0),  # a leg was voided
    ],
)
def test_a_parlay_follows_its_legs_that_were_settled_in_part(
    tmp_path: Path, legs: tuple[str, ...], status: str, odds: str, profit: str, outcome: str, share: float
) -> None:
    text = " | ".join(legs)
    rows = [row(type="parlay", bet_info=text, status=status, odds=odds, amount="10", profit=profit, ev="")]
    export = read_export(write_export(tmp_path / "ann.csv", rows))
    (bet,) = export.bets.to_pylist()
    assert (bet["outcome"], round(bet["settled_share"], 4)) == (outcome, share)
    assert "profit.sign" not in export.warnings["rule"].to_pylist()


def test_a_round_robin_with_a_quarter_line_stays_as_it_is(tmp_path: Path) -> None:
    rows = [
        row(type="round_robin_2", bet_info=HANDICAP.format("-0.25"), odds="3.0", profit="10", closing_line="", ev="")
    ]
    (bet,) = read_export(write_export(tmp_path / "ann.csv", rows)).bets.to_pylist()
    assert bet["outcome"] == "win"


@pytest.mark.parametrize("odds", [1.3, 1.922, 4.5])
@pytest.mark.parametrize("p", [(0.5, 0.2), (0.3, 0.1)])
def test_at_a_fair_price_the_mean_share_is_what_the_price_implies(odds: float, p: tuple[float, float]) -> None:
    win, half = p  # of a fair bet; how often it is lost in half follows from the price
    half_loss = max(2 * (win * odds + half * (1 + odds) / 2 - 1), 0.0)
    returned = win * odds + half * (1 + odds) / 2 + half_loss * 0.5
    words = [Outcome.WIN, Outcome.HALF_WIN, Outcome.HALF_LOSS]
    shares = settled_share(
        pa.array(words), pa.array([odds] * 3), pa.array([10.0] * 3), pa.array([None] * 3, pa.float64())
    )
    mean = sum(weight * share for weight, share in zip((win, half, half_loss), shares.to_pylist(), strict=True))
    assert mean * odds == pytest.approx(returned)


@pytest.mark.parametrize(("line", "quarter"), [(0.25, True), (-0.75, True), (10.25, True), (0.5, False), (1, False)])
def test_quarter_lines(line: float, *, quarter: bool) -> None:
    assert is_quarter(line) is quarter
