"""What holds for any bets: the order of rows and of books decides nothing, and more bets only tell more."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bets.events.games import bet, ids

GAMES: dict[str, tuple[dict[str, Any], list[tuple[str, ...]]]] = {
    "NBA": (
        {"sport": "Basketball", "league": "NBA"},
        [("Heat", "MIA", "Miami Heat"), ("BOS Celtics", "Boston", "Celtics")],
    ),
    "MLB": ({"sport": "Baseball", "league": "MLB"}, [("Mets", "NYM", "NY Mets"), ("Braves", "ATL", "Atlanta")]),
    "EPL": ({"sport": "Soccer", "league": "EPL"}, [("Man Utd", "Man United"), ("Wolves", "Wolverhampton")]),
    "ATP": ({"sport": "Tennis", "league": "ATP"}, [("Zed A.", "Abe Zed"), ("Yot B.", "Bo Yot")]),
}
"""For each league what its bets say, and the spellings of two who meet."""


@st.composite
def bets(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """A settled bet, and the game that it is truly on: two meet on successive evenings, or every third day."""
    league = draw(st.sampled_from(list(GAMES)))
    said, sides = GAMES[league]
    names = draw(st.permutations([draw(st.sampled_from(spellings)) for spellings in sides]))
    game = draw(st.integers(0, 4))
    start = game * (24 if league in {"NBA", "MLB"} else 72)
    placed = start + draw(st.floats(-30, 1.5))
    settled = max(placed + 0.2, start + draw(st.floats(1, 9)))
    market = draw(st.sampled_from(["moneyline", "player points", None]))
    return f"{league} {game}", bet(*names, placed=placed, settled=settled, **said, market=market)


MANY = st.lists(bets(), min_size=1, max_size=25)


@given(MANY)
@settings(max_examples=60, deadline=None)
def test_bets_share_an_event_exactly_if_they_are_on_one_game(many: list[tuple[str, dict[str, Any]]]) -> None:
    events = ids(*(one for _, one in many))
    assert (
        len({game for game, _ in many})
        == len(set(events))
        == len({(g, e) for (g, _), e in zip(many, events, strict=True)})
    )


@given(MANY, st.randoms())
@settings(max_examples=40, deadline=None)
def test_the_order_of_rows_changes_nothing(many: list[tuple[str, dict[str, Any]]], random: Any) -> None:
    order = list(range(len(many)))
    random.shuffle(order)
    shuffled = ids(*(many[place][1] for place in order))
    assert shuffled == [ids(*(one for _, one in many))[place] for place in order]


@given(MANY, MANY)
@settings(max_examples=40, deadline=None)
def test_another_bettors_bets_never_split_an_event(
    mine: list[tuple[str, dict[str, Any]]], theirs: list[tuple[str, dict[str, Any]]]
) -> None:
    alone = ids(*(one for _, one in mine))
    together = ids(*(one for _, one in [*mine, *theirs]))[: len(mine)]
    assert len(set(zip(alone, together, strict=True))) == len(set(alone))


@pytest.mark.parametrize("league", GAMES)
def test_a_bettor_alone_has_the_same_partition_as_among_others(league: str) -> None:
    said, (one, other) = GAMES[league]
    mine = [bet(one[0], other[0], **said, placed=72 * day - 2, settled=72 * day + 3) for day in range(3)]
    theirs = [bet(other[-1], one[-1], **said, placed=72 * day - 5, settled=72 * day + 4) for day in range(3)]
    assert len(set(ids(*mine, *theirs))) == 3
