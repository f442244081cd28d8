"""Which bets are on one event."""

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from pikkit.bets.schema import UTC_MICROSECONDS
from pikkit.training.event_numbers import TrainingEvents, bet_events

START = datetime(2024, 3, 1, tzinfo=UTC)


def ids(*bets: dict[str, Any]) -> list[int]:
    """Event ids of bets on Hull v Watford, an hour apart, unless said otherwise."""
    usual = {"sport": "Soccer", "home": "Hull", "away": "Watford", "bet_info": "Hull Moneyline Hull vs. Watford"}
    rows = [usual | {"placed_at": START + timedelta(hours=i)} | bet for i, bet in enumerate(bets)]
    texts = {name: pa.array([row[name] for row in rows], pa.string()) for name in usual}
    placed = pa.array([row["placed_at"] for row in rows], UTC_MICROSECONDS)
    return [int(event) for event in bet_events(pa.table({**texts, "placed_at": placed})).event]


def test_either_order_of_teams_is_one_event() -> None:
    one, other = ids({}, {"home": "Watford", "away": "Hull", "bet_info": "something else"})
    assert one == other


@pytest.mark.parametrize("change", [{"sport": "Tennis"}, {"away": "Leeds"}, {"sport": "Tennis", "away": "Leeds"}])
def test_another_sport_or_opponent_is_another_event(change: dict[str, Any]) -> None:
    one, other = ids({}, change)
    assert one != other


@pytest.mark.parametrize(("hours", "same"), [(96, True), (97, False)])
def test_a_pairing_more_than_four_days_later_is_another_meeting(hours: int, same: bool) -> None:
    one, other = ids({}, {"placed_at": START + timedelta(hours=hours)})
    assert (one == other) is same


def test_meetings_linked_by_bets_between_them_stay_one_event() -> None:
    assert len(set(ids(*({"placed_at": START + timedelta(days=3 * i)} for i in range(10))))) == 1


def test_the_order_of_rows_does_not_matter() -> None:
    later = {"placed_at": START + timedelta(days=30)}
    first, second, third = ids(later, {}, later | {"home": "Watford", "away": "Hull"})
    assert first == third != second


def test_bets_of_an_unknown_pairing_are_together_by_their_text() -> None:
    one, other, third = ids(*({"home": None, "bet_info": text} for text in ("A | B", "A | B", "A | C")))
    assert one == other != third


@pytest.mark.parametrize("text", [None, ""])
def test_bets_of_which_nothing_is_known_are_events_of_their_own(text: str | None) -> None:
    assert len(set(ids(*[{"home": None, "away": None, "bet_info": text}] * 4))) == 4


def test_no_bets_have_no_events() -> None:
    assert ids() == []


def test_every_bet_has_an_event_numbered_from_zero() -> None:
    found = np.array(ids(*({"away": f"Team {i % 7}"} for i in range(50))))
    assert sorted(set(found)) == list(range(7))


def events(*bets: dict[str, Any]) -> TrainingEvents:
    """The events of bets an hour apart; all but those said otherwise are on Hull v Watford."""
    usual = {"sport": "Soccer", "home": "Hull", "away": "Watford", "bet_info": "Hull Moneyline Hull vs. Watford"}
    columns = {name: pa.array([(usual | bet)[name] for bet in bets], pa.string()) for name in usual}
    placed = pa.array([START + timedelta(hours=i) for i in range(len(bets))], UTC_MICROSECONDS)
    return bet_events(pa.table({**columns, "placed_at": placed}))


PARLAY: dict[str, Any] = {
    "home": None,
    "away": None,
    "sport": "Soccer | Tennis",
    "bet_info": "Leeds Moneyline Leeds vs. Stoke | Goerges J. Moneyline Goerges J. vs. Mladenovic K.",
}
TENNIS = {"sport": "Tennis", "home": "Mladenovic K.", "away": "Goerges J."}


def test_a_parlays_legs_are_on_the_events_of_the_singles() -> None:
    found = events({"home": "Leeds", "away": "Stoke"}, PARLAY, TENNIS, {})
    legs = set(found.legs[1].tolist())
    assert {found.event[0], found.event[2]} <= legs
    assert found.event[3] not in legs
    assert (found.legs[[0, 2, 3]] == -1).all()
    assert found.event[1] not in found.event[[0, 2, 3]]


def test_a_leg_counts_only_for_the_bets_sports() -> None:
    found = events(PARLAY | {"sport": "Soccer"}, TENNIS)
    assert found.event[1] not in found.legs[0]


@pytest.mark.parametrize("text", ["A | B", " | ", "Over 4.5 | nothing to read", ""])
def test_legs_that_cannot_be_read_are_on_no_known_event(text: str) -> None:
    assert events(PARLAY | {"bet_info": text}, {}).legs.shape == (2, 0)


def test_parlays_that_no_single_goes_with_still_share_events_with_one_another() -> None:
    found = events(PARLAY, PARLAY | {"bet_info": PARLAY["bet_info"] + " | Hull Moneyline Hull vs. Watford"})
    shared = set(found.legs[0].tolist()) & set(found.legs[1].tolist())
    assert len(shared - {-1}) == 3  # a pairing of two clubs that are known, and one in either of the bet's sports
