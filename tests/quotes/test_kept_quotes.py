"""What quotes say of bets is kept between looks: the same to the last bit, and only what changed is matched again."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from pikkit.quotes.coded_quotes import CodedQuotes
from pikkit.quotes.kept import kept_quotes, kept_window
from pikkit.quotes.kept.kept_quotes import quotes_on
from pikkit.quotes.offered_bets import OfferedBets, offered_bets
from pikkit.quotes.rows import QuoteRows, quote_rows
from pikkit.quotes.store import QuoteStore
from tests.quotes.games_in_store import BETS, GAMES, store_with_games
from tests.quotes.quote_tables import KICK_OFF, make_quotes
from tests.quotes.test_leakage import BEFORE, market


@pytest.fixture
def store(tmp_path: Path) -> Iterator[QuoteStore]:
    opened = store_with_games(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def matched(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The ids of the bets of each matching, which goes on as it did."""
    found: list[list[str]] = []

    def noting(bets: pa.Table, quotes: CodedQuotes) -> OfferedBets:
        found.append(bets["bet_id"].to_pylist())
        return offered_bets(bets, quotes)

    monkeypatch.setattr(kept_quotes, "offered_bets", noting)
    return found


def same(one: QuoteRows, other: QuoteRows) -> bool:
    """Whether two tables are the same to the last bit, their weights and reasons too."""
    told = [(list(rows.reasons), rows.matched.tolist(), rows.at_line.tolist()) for rows in (one, other)]
    return one.table.equals(other.table, check_metadata=True) and told[0] == told[1]


def check(bets: pa.Table, store: QuoteStore, folder: Path) -> None:
    """Hold what is kept to what is found anew."""
    kept, anew = (quote_rows(bets, quotes_on(bets, store, where)) for where in (folder, None))
    assert same(kept, anew)


def of_one_game(later: timedelta, price: float) -> pa.Table:
    return make_quotes(
        *market("Leon", price, 3.3, 3.8, seen=BEFORE + later - timedelta(hours=1), event_start=KICK_OFF + later)
    )


def test_a_second_look_matches_nothing(store: QuoteStore, tmp_path: Path, matched: list[list[str]]) -> None:
    check(BETS, store, tmp_path / "kept")
    matched.clear()
    rows = quote_rows(BETS, quotes_on(BETS, store, tmp_path / "kept"))
    assert matched == []
    assert same(rows, quote_rows(BETS, quotes_on(BETS, store)))
    assert rows.opinions == len(GAMES)


def test_only_new_and_changed_bets_are_matched(store: QuoteStore, tmp_path: Path, matched: list[list[str]]) -> None:
    quotes_on(BETS.slice(0, 5), store, tmp_path / "kept")
    matched.clear()
    check(BETS, store, tmp_path / "kept")
    assert sorted(name for part in matched[:-4] for name in part) == ["5", "6", "7"]
    odds = pc.if_else(pc.equal(BETS["bet_id"], "1"), 2.3, BETS["odds"])
    corrected = BETS.set_column(BETS.column_names.index("odds"), BETS.schema.field("odds"), odds)
    matched.clear()
    check(corrected, store, tmp_path / "kept")
    assert matched[0] == ["1"]


def test_new_quotes_reach_the_bets_of_the_days_around_alone(
    store: QuoteStore, tmp_path: Path, matched: list[list[str]]
) -> None:
    check(BETS, store, tmp_path / "kept")
    store.append(of_one_game(GAMES[3], 2.02))
    matched.clear()
    check(BETS, store, tmp_path / "kept")
    assert matched[0] == ["3"]


def test_what_is_thinned_forgotten_and_stored_again_is_seen(store: QuoteStore, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    store.append(of_one_game(GAMES[2], 2.02))
    store.append(of_one_game(GAMES[2], 2.04))
    check(BETS, store, folder)
    for later in (timedelta(1), timedelta(130), timedelta(600)):
        store.thin(KICK_OFF + later)
        check(BETS, store, folder)
        store.forget(KICK_OFF + later)
        check(BETS, store, folder)
    store.append(of_one_game(GAMES[2], 2.02))
    check(BETS, store, folder)


def test_a_few_of_the_bets_leave_what_is_known_of_the_others(
    store: QuoteStore, tmp_path: Path, matched: list[list[str]]
) -> None:
    quotes_on(BETS, store, tmp_path / "kept")
    store.append(of_one_game(GAMES[2], 2.02))
    quotes_on(BETS.slice(2, 1), store, tmp_path / "kept")
    matched.clear()
    quotes_on(BETS, store, tmp_path / "kept")
    assert sorted(name for part in matched for name in part) == ["1", "6", "7"]


def test_a_damaged_file_and_one_of_other_rules_are_made_anew(
    store: QuoteStore, tmp_path: Path, matched: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "kept"
    quotes_on(BETS, store, folder)
    files = sorted(folder.iterdir())
    files[0].write_bytes(files[0].read_bytes()[:-50])
    files[1].write_bytes(b"")
    check(BETS, store, folder)
    monkeypatch.setattr(kept_window, "rules_digest", lambda: "others")
    matched.clear()
    quotes_on(BETS, store, folder)
    assert sum(map(len, matched)) == BETS.num_rows


def test_another_store_is_told_apart_though_it_holds_the_same(store: QuoteStore, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    quotes_on(BETS, store, folder)
    other = store_with_games(tmp_path / "other")
    other.forget(KICK_OFF + timedelta(days=130))
    check(BETS, other, folder)
    other.close()


def test_a_folder_that_cannot_be_written_costs_time_alone(
    store: QuoteStore, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "kept").write_text("a file")
    check(BETS, store, tmp_path / "kept")
    assert "cannot be kept" in caplog.text
