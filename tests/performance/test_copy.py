"""The copy follows the store: whatever changes there is in the next answer."""

import math
import resource
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from pikkit.base.errors import InputError, NotReadyError
from pikkit.bets.bet import bets_table
from pikkit.bets.outcome import Outcome
from pikkit.performance import BetFilter, PerformanceReader
from pikkit.review.bet_decisions import correct_bets, withhold_bets
from pikkit.review.decided import Reviewer
from pikkit.review.undo import undo
from pikkit.settings import Settings
from pikkit.sync.event_refresh import note_events
from tests.performance.histories import bet, random_bets, reading

ANN = BetFilter(bettor="ann")
BY = Reviewer("tester", "it was wrong")
THREE = bets_table([bet(1), bet(2), bet(3, bettor="bob")])


def count_and_profit(reader: PerformanceReader) -> tuple[int, float]:
    total = reader.breakdown(ANN).total
    return total.bets, total.profit


def test_new_and_changed_bets_count_at_once(tmp_path: Path) -> None:
    with reading(tmp_path, THREE) as (reader, store):
        assert count_and_profit(reader) == (2, -20)
        store.upsert(bets_table([bet(2, outcome=Outcome.WIN, profit=10.0), bet(4)]))
        assert count_and_profit(reader) == (3, -10)


def test_corrections_and_withheld_bets_count_at_once_and_so_does_their_undoing(tmp_path: Path) -> None:
    with reading(tmp_path, THREE) as (reader, store):
        assert count_and_profit(reader) == (2, -20)
        correct_bets(store, store.read(["ann"], bet_ids=["b1"]), {"profit": "-4", "stake": "4"}, BY)
        assert count_and_profit(reader) == (2, -14)
        withhold_bets(store, store.read(["ann"], bet_ids=["b2"]), BY)
        assert count_and_profit(reader) == (1, -4)
        undo(store, ["ann/b2"], BY)
        assert count_and_profit(reader) == (2, -14)


def test_another_process_reads_the_copy_that_is_there(tmp_path: Path) -> None:
    with reading(tmp_path, THREE) as (reader, store):
        reader.watermark()
        files = {path: path.stat().st_mtime_ns for path in (tmp_path / "performance").glob("*.parquet")}
        second = PerformanceReader(store, Settings(home=tmp_path, store_url=""))
        assert count_and_profit(second) == (2, -20)
        second.close()
        assert {path: path.stat().st_mtime_ns for path in (tmp_path / "performance").glob("*.parquet")} == files


def test_old_copies_do_not_pile_up(tmp_path: Path) -> None:
    with reading(tmp_path, THREE) as (reader, store):
        for number in range(10, 16):
            store.upsert(bets_table([bet(number)]))
            reader.watermark()
        assert count_and_profit(reader)[0] == 8
    assert len(list((tmp_path / "performance").glob("*.parquet"))) <= 2


def test_threads_share_a_reader(tmp_path: Path) -> None:
    with reading(tmp_path, random_bets(300)) as (reader, _):
        found: list[int] = []
        threads = [
            threading.Thread(target=lambda day=day: found.append(reader.breakdown(ANN, "month").total.bets + 0 * day))
            for day in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
    assert found == [200] * 8


def test_pages_hold_every_bet_once_newest_first(tmp_path: Path) -> None:
    with reading(tmp_path, random_bets(120)) as (reader, _):
        seen: list[tuple[object, object]] = []
        page = reader.bets(ANN, limit=17)
        while True:
            seen += [(one["placed_at"], one["bet_id"]) for one in page.bets]
            if page.cursor is None:
                break
            page = reader.bets(ANN, limit=17, cursor=page.cursor)
    assert len({bet_id for _, bet_id in seen}) == len(seen) == 80
    assert seen == sorted(seen, reverse=True)


def test_a_search_finds_parts_of_the_text_in_any_case(tmp_path: Path) -> None:
    made = bets_table([bet(1, bet_info="Over 4.5 Kyrie Irving Points DAL @ BOS"), bet(2), bet(3, tags="steam, 100%")])
    with reading(tmp_path, made) as (reader, _):
        for words, ids in (("kyrie", ["b1"]), ("STEAM", ["b3"]), ("100%", ["b3"]), ("%", ["b3"]), ("nobody", [])):
            assert [one["bet_id"] for one in reader.bets(BetFilter("ann", text=words)).bets] == ids


@pytest.mark.parametrize("cursor", ["abc", "!!", "bnVsbA", "WzEsMl0", "W10=", "ÿ"])
def test_a_made_up_cursor_is_refused(tmp_path: Path, cursor: str) -> None:
    with reading(tmp_path, THREE) as (reader, _), pytest.raises(InputError, match=r"cursor .* is none"):
        reader.bets(ANN, cursor=cursor)


def test_bets_keep_their_moments_and_types(tmp_path: Path) -> None:
    with reading(tmp_path, THREE) as (reader, store):
        (row,) = reader.bets(BetFilter(bettor="bob")).bets
        expected = store.read(["bob"]).select([name for name in row if name not in {"clv", "fair_clv"}]).to_pylist()[0]
    assert {name: value for name, value in row.items() if name not in {"clv", "fair_clv"}} == expected


def test_intervals_are_over_events(tmp_path: Path) -> None:
    """The first of two bets on each game came in before events were noted, the other later."""
    won = {"outcome": Outcome.WIN, "profit": 10.0}
    first = [bet(day, bet_id=f"a{day}", **(won if day % 3 else {})) for day in range(20)]
    later = [
        each.model_copy(update={"bet_id": f"b{day}", "placed_at": each.placed_at - timedelta(days=2)})
        for day, each in enumerate(first)
    ]
    with reading(tmp_path, bets_table(first)) as (reader, store):
        note_events(store)
        assert reader.breakdown(ANN).total.bets == 20
        store.upsert(bets_table(later))
        roi = reader.breakdown(ANN).total.roi
    profits = [each.profit or 0.0 for each in (*first, *later)]
    assert (roi.low, roi.high) == pytest.approx(clustered(profits, [*range(20), *range(20)]))


def clustered(profits: list[float], event: list[int]) -> tuple[float, float]:
    """The 95 % interval of ROI at stakes of 10, over events."""
    sums: dict[int, float] = {}
    roi = sum(profits) / (10 * len(profits))
    for profit, key in zip(profits, event, strict=True):
        sums[key] = sums.get(key, 0.0) + profit - roi * 10
    n = len(sums)
    error = math.sqrt(n / (n - 1) * sum(value**2 for value in sums.values())) / (10 * len(profits))
    factor = math.exp(1.959964 * error / (1 + roi))
    return (1 + roi) / factor - 1, (1 + roi) * factor - 1


def test_without_room_for_a_copy_a_sentence_says_so_and_there_are_figures_again_with_it(tmp_path: Path) -> None:
    with reading(tmp_path, THREE) as (reader, _):
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1, before[1]))
        try:
            with pytest.raises(NotReadyError, match="is full"):
                reader.watermark()
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert count_and_profit(reader) == (2, -20)
