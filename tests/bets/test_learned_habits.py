"""How a book lists teams around "vs" is learned from bets that name the same games with "@"."""

from datetime import UTC, datetime, timedelta

import pyarrow as pa
import pytest

from pikkit.bets.export.convert import selection_columns
from pikkit.bets.learned_habits import HabitCount, learned_habits, order_mentions, with_known_order
from pikkit.bets.schema import BETS
from pikkit.bets.tables.vs_habits import Habit

TEAMS = ("Boston Celtics", "Miami Heat", "Denver Nuggets", "Utah Jazz", "Chicago Bulls", "Phoenix Suns")
GAMES = [(away, home) for away in TEAMS for home in TEAMS if away != home][:12]
START = datetime(2025, 11, 2, 1, tzinfo=UTC)


def bets(*texts: tuple[str, str, int]) -> pa.Table:
    """Straight bets of a book, a text and the game's number, read as an import reads them."""
    infos, books = pa.array([text for _, text, _ in texts]), pa.array([book for book, _, _ in texts])
    columns = {
        "bettor": ["ann"] * len(texts),
        "bet_id": [str(number) for number in range(len(texts))],
        "sportsbook": books,
        "bet_type": ["straight"] * len(texts),
        "league": ["NBA"] * len(texts),
        "sport": ["Basketball"] * len(texts),
        "placed_at": [START + timedelta(days=day) for _, _, day in texts],
        "settled_at": [START + timedelta(days=day, hours=3) for _, _, day in texts],
        "bet_info": infos,
        **selection_columns(infos, pa.array(["straight"] * len(texts)), books),
    }
    rows = len(texts)
    filled = [columns.get(field.name, pa.nulls(rows, field.type)) for field in BETS]
    return pa.table(
        [
            pa.array(c).cast(f.type) if isinstance(c, list) else c.cast(f.type)
            for c, f in zip(filled, BETS, strict=True)
        ],
        BETS,
    )


def games(*, visitors_first: int, home_first: int, others: bool = True) -> pa.Table:
    """Games that DraftKings names with "@" and the book "Lines" around "vs"."""
    texts = []
    for day, (away, home) in enumerate(GAMES[: visitors_first + home_first]):
        one, other = (away, home) if day < visitors_first else (home, away)
        texts.append(("Lines", f"{away} +4.5 Spread {one} vs {other}", day))
        texts += [("DraftKings", f"Over 220.5 Total {away} @ {home}", day)] if others else []
    return bets(*texts)


def sides(table: pa.Table) -> list[tuple[str, str, str | None]]:
    """Home, away and side of the book's bets."""
    return [(row["home"], row["away"], row["side"]) for row in table.to_pylist() if row["sportsbook"] == "Lines"]


def test_a_book_that_names_the_visitors_first_is_found_out() -> None:
    told = with_known_order(games(visitors_first=12, home_first=0))
    assert sides(told) == [(home, away, "away") for away, home in GAMES]


def test_a_book_that_names_the_home_side_first_is_too() -> None:
    told = with_known_order(games(visitors_first=0, home_first=12))
    assert sides(told) == [(home, away, "away") for away, home in GAMES]


def test_the_count_is_said() -> None:
    counts = learned_habits(order_mentions(games(visitors_first=11, home_first=1)))
    assert counts == {"Lines": HabitCount(home_first=1, visitors_first=11)}
    assert counts["Lines"].habit is Habit.MIXED


@pytest.mark.parametrize("visitors_first", [0, 4, 9])
def test_too_few_games_say_nothing(visitors_first: int) -> None:
    few = games(visitors_first=visitors_first, home_first=9 - visitors_first)
    assert with_known_order(few).equals(few)


def test_without_a_bet_that_says_it_for_sure_nothing_is_known() -> None:
    unsure = games(visitors_first=12, home_first=0, others=False)
    assert with_known_order(unsure).equals(unsure)


def test_a_book_that_lists_both_ways_stays_unknown() -> None:
    mixed = games(visitors_first=6, home_first=6)
    assert with_known_order(mixed).equals(mixed)


def test_a_corrected_side_stays() -> None:
    table = games(visitors_first=12, home_first=0)
    place = table.schema.get_field_index("side")
    sides_then = ["over", *table["side"].to_pylist()[1:]]
    table = table.set_column(place, BETS.field("side"), pa.array(sides_then))
    assert sides(with_known_order(table))[0] == (GAMES[0][1], GAMES[0][0], "over")


def test_parts_of_the_bets_tell_together_what_all_of_them_tell() -> None:
    table = games(visitors_first=12, home_first=0)
    parts = pa.concat_tables([order_mentions(table.slice(0, 7)), order_mentions(table.slice(7))])
    assert learned_habits(parts) == learned_habits(order_mentions(table))


def test_of_no_bets_nothing_is_learned() -> None:
    without_chunks = BETS.empty_table()
    assert order_mentions(without_chunks).num_rows == 0
    assert with_known_order(without_chunks).equals(without_chunks)
