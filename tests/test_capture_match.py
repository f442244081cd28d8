"""A capture becomes the bet that it names, and no other."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pikkit.captures.capture_match import Selected, capture_matches, confidence_of

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SEEN = Selected(
    "c1", NOON, "FanDuel", 1.95, market="total", side="over", line=221.5, home="Boston Celtics", away="Miami Heat",
    sport="Basketball", league="NBA", text="O 221.5 Celtics Heat",
)  # fmt: skip
BET = replace(
    SEEN, key="b1", at=NOON + timedelta(minutes=2), odds=1.95, home="Celtics", away="MIA Heat", text="Over 221.5"
)


def test_the_same_selection_of_the_same_event_is_it_however_its_teams_are_spelled() -> None:
    (match,) = capture_matches([SEEN], [BET])
    assert (match.capture, match.bet) == ("c1", "b1")
    assert match.confidence > 0.9


@pytest.mark.parametrize(
    "changed",
    [
        {"sportsbook": "DraftKings"},
        {"side": "under"},
        {"line": 222.5},
        {"line": None},
        {"market": "spread"},
        {"period": "1st half"},
        {"home": "Phoenix Suns"},
        {"home": None, "away": None},
        {"odds": 2.2},
        {"at": NOON + timedelta(hours=7)},
        {"at": NOON - timedelta(hours=1)},
    ],
)
def test_another_selection_event_book_price_or_hour_is_not(changed: dict[str, object]) -> None:
    assert capture_matches([SEEN], [replace(BET, **changed)]) == []  # type: ignore[arg-type]


def test_a_price_that_moved_and_time_that_passed_make_it_less_sure() -> None:
    later = replace(BET, at=NOON + timedelta(hours=3))
    moved = replace(BET, odds=1.88)
    assert confidence_of(SEEN, BET) > confidence_of(SEEN, later) > 0.6
    assert confidence_of(SEEN, BET) > confidence_of(SEEN, moved) > 0.6


def test_where_two_bets_fit_as_well_it_is_neither() -> None:
    twin = replace(BET, key="b2", at=NOON + timedelta(minutes=3))
    assert capture_matches([SEEN], [BET, twin]) == []
    (match,) = capture_matches([SEEN], [BET, replace(twin, at=NOON + timedelta(hours=2))])
    assert match.bet == "b1"


def test_of_two_captures_of_one_selection_the_surest_then_the_nearest_becomes_the_bet() -> None:
    earlier = replace(SEEN, key="c0", at=NOON - timedelta(minutes=3), odds=1.95)
    (match,) = capture_matches([earlier, SEEN], [BET])
    assert match.capture == "c1"


def test_who_is_backed_says_the_game_where_the_teams_are_not_known() -> None:
    seen = replace(SEEN, market="moneyline", side=None, line=None, subject="Miami Heat", home=None, away=None)
    bet = replace(BET, market="moneyline", side=None, line=None, subject="MIAMI HEAT", home=None, away=None)
    assert 0.6 < confidence_of(seen, bet) < 0.8
