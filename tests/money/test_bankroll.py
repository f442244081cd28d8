"""A bankroll is what one began with, what moved, and what settled bets came to, from its first day on."""

from datetime import date

import pytest

from pikkit.base.errors import InputError
from pikkit.money.bankroll import bankroll_of
from pikkit.money.book_balance import book_balances
from pikkit.money.cash_flow import CashFlow, flow_from
from pikkit.money.preferences import Preferences
from pikkit.performance.bankroll_curve import Day

MAY = [date(2026, 5, day) for day in range(1, 6)]
SETTLED = [Day(MAY[0], 1, 10, 10, 10, 0), Day(MAY[2], 1, 30, -30, -20, 30), Day(MAY[3], 2, 10, 5, -15, 25)]


def flow(kind: str, amount: float, day: date, book: str = "FanDuel") -> CashFlow:
    return CashFlow.model_validate({"kind": kind, "amount": amount, "day": day, "sportsbook": book})


def test_nothing_is_known_without_a_beginning_and_without_a_flow() -> None:
    assert bankroll_of(Preferences(unit_size=5), [], SETTLED) is None


def test_profit_and_flows_add_up_day_by_day() -> None:
    flows = [flow("deposit", 50, MAY[1]), flow("withdrawal", 20, MAY[3]), flow("deposit", 1, MAY[3])]
    held = bankroll_of(Preferences(starting_bankroll=100), flows, SETTLED)
    assert held is not None
    assert [(day.day, day.bankroll) for day in held.days] == [
        (MAY[0], 110), (MAY[1], 160), (MAY[2], 130), (MAY[3], 116),
    ]  # fmt: skip
    assert held.amount == 100 + held.deposited - held.withdrawn + held.profit == 116


def test_what_was_before_its_first_day_does_not_count() -> None:
    early = [flow("deposit", 1000, MAY[0])]
    assert bankroll_of(Preferences(bankroll_from=MAY[2]), early, SETTLED) is None
    held = bankroll_of(Preferences(bankroll_from=MAY[2], starting_bankroll=500), early, SETTLED)
    assert held is not None
    assert (held.deposited, held.profit, held.amount) == (0, -25, 475)


def test_a_bankroll_that_just_began_is_what_it_began_with() -> None:
    held = bankroll_of(Preferences(bankroll_from=MAY[4], starting_bankroll=500), [], SETTLED)
    assert held is not None
    assert (held.amount, held.days) == (500, ())


def test_books_are_those_where_money_moved() -> None:
    flows = [flow("deposit", 50, MAY[1]), flow("withdrawal", 80, MAY[2]), flow("deposit", 5, MAY[1], "Bet365")]
    found = book_balances(flows, {"FanDuel": 40.0, "Caesars": 7.0})
    assert [(one.sportsbook, one.left) for one in found] == [("Bet365", 5), ("FanDuel", 10)]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"amount": "0"}, "amount: should be greater than 0, not '0'"),
        ({"amount": "-20"}, "amount: should be greater than 0"),
        ({"amount": "nan"}, "amount: should be a finite number"),
        ({"amount": "12,50"}, "amount: should be a valid number, .*not '12,50'"),
        ({"amount": "1e13"}, "amount: should be less than or equal to 1000000000000"),
        ({"amount": ""}, "amount: is required"),
        ({"kind": "gift"}, "kind: should be 'deposit' or 'withdrawal', not 'gift'"),
        ({"sportsbook": " "}, "sportsbook: string should have at least 1 character"),
        ({"day": "2999-01-01"}, "day: must be a day from 1990-01-01 on and not in the future"),
        ({"day": "5/31/2026"}, "day: must be a day such as 2026-05-31"),
    ],
)
def test_a_wrong_flow_is_refused_with_a_sentence(given: dict[str, object], sentence: str) -> None:
    sound = {"kind": "deposit", "amount": "12.50", "sportsbook": "fanduel", "day": "2026-05-01"}
    assert flow_from(sound, Preferences()).sportsbook == "FanDuel"
    with pytest.raises(InputError, match=sentence):
        flow_from(sound | given, Preferences())
