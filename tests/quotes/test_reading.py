"""What readers make of feeds, good and bad."""

import json
from datetime import timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
import pytest

from pikkit.base.errors import InputError
from pikkit.quotes.normalise import normalise
from pikkit.quotes.quote import Quote
from pikkit.quotes.read import find_quote_files, iter_quotes, odds_api_rows, read_quotes
from tests.quotes.quote_tables import KICK_OFF, NOW, SEEN, odds_api_event, raw_rows


def read(*changes: dict[str, object]) -> dict[str, int]:
    return normalise(raw_rows(*changes), "feed", NOW).quarantined


def test_a_team_is_its_side_and_words_are_theirs() -> None:
    selections = ["Arsenal", "chelsea", "Draw", "The Draw", "away"]
    batch = normalise(raw_rows(*({"selection": name, "odds": 2 + i} for i, name in enumerate(selections))), "f", NOW)
    assert batch.quotes["side"].to_pylist() == ["home", "away", "draw", "draw", "away"]


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("time.missing", {"observed_at": None}),
        ("observed.future", {"observed_at": NOW + timedelta(hours=1)}),
        ("teams.missing", {"away": " "}),
        ("teams.same", {"away": "ARSENAL"}),
        ("sport.missing", {"sport": "", "league": "A league nobody knows"}),
        ("sportsbook.missing", {"sportsbook": None}),
        ("market.missing", {"market": ""}),
        ("price.lay", {"lay": True}),
        ("price.lay", {"lay": "1"}),
        ("price.lay", {"lay": "Yes "}),
        ("price.lay", {"lay": 1}),
        ("lay.unknown", {"lay": "perhaps"}),
        ("selection.unknown", {"selection": "Tottenham"}),
        ("odds.missing", {"odds": None}),
        ("odds.missing", {"odds": float("nan")}),
        ("odds.format", {"odds": -110.0}),
        ("odds.format", {"odds": 150.0}),
        ("odds.range", {"odds": 1.0}),
        ("odds.range", {"odds": 0.53}),
        ("line.missing", {"market": "total", "selection": "Over"}),
    ],
)
def test_a_bad_row_is_set_aside_with_its_rule(rule: str, change: dict[str, object]) -> None:
    assert read(change) == {rule: 1}


def test_a_clock_a_little_ahead_is_no_future() -> None:
    assert read({"observed_at": NOW + timedelta(minutes=4), "event_start": NOW + timedelta(days=1)}) == {}


def test_good_rows_go_on_beside_bad_ones() -> None:
    batch = normalise(raw_rows({}, {"odds": None}, {"selection": "Draw"}), "feed", NOW)
    assert batch.quotes.num_rows == 2
    assert batch.rejects["row"].to_pylist() == [1]
    assert json.loads(batch.rejects["raw"][0].as_py())["home"] == "Arsenal"


def test_a_book_whose_prices_turn_american_is_set_aside_and_no_other() -> None:
    mostly = [{"sportsbook": "Bwin", "odds": odds} for odds in (150.0, 220.0, 1.9)]
    batch = normalise(raw_rows(*mostly, {"odds": 101.0}, {"odds": 2.0}, {"odds": 2.1}), "feed", NOW)
    assert batch.quarantined == {"odds.format": 2}
    assert sorted(batch.quotes["odds"].to_pylist()) == [1.9, 2.0, 2.1, 101.0]


def test_duplicates_count_once_and_two_prices_of_one_moment_both_stay() -> None:
    batch = normalise(raw_rows({}, {}, {"odds": 2.2}), "feed", NOW)
    assert (batch.quotes.num_rows, batch.duplicates, batch.rows) == (2, 1, 3)


def test_a_quote_after_the_start_is_live() -> None:
    batch = normalise(raw_rows({"observed_at": KICK_OFF}, {}), "feed", NOW)
    assert batch.quotes["live"].to_pylist() == [True, False]
    assert batch.notes == {"live": 1}


def test_the_odds_api_reads_as_its_documentation_says() -> None:
    batch = normalise(odds_api_rows([odds_api_event()], "answer"), "answer", NOW)
    rows = batch.quotes.select(["league", "market", "period", "side", "line", "odds"]).to_pylist()
    assert [tuple(row.values()) for row in rows[:3]] == [
        ("England Premier League", "moneyline", None, "home", None, 2.05),
        ("England Premier League", "moneyline", None, "away", None, 3.6),
        ("England Premier League", "moneyline", None, "draw", None, 3.5),
    ]
    assert tuple(rows[3].values())[1:] == ("total", "1st half", "over", 1.5, 2.6)


def test_a_historical_snapshot_dates_what_says_no_moment_of_its_own() -> None:
    event = odds_api_event()
    del event["bookmakers"][0]["last_update"], event["bookmakers"][0]["markets"][1:]
    del event["bookmakers"][0]["markets"][0]["last_update"]
    answer = {"timestamp": "2026-03-06T19:00:00Z", "previous_timestamp": None, "next_timestamp": None, "data": [event]}
    batch = normalise(odds_api_rows(answer, "answer"), "answer", NOW)
    assert set(batch.quotes["observed_at"].to_pylist()) == {SEEN}


def test_lay_prices_of_a_csv_are_set_aside_as_those_of_parquet(tmp_path: Path) -> None:
    file = tmp_path / "quotes.csv"
    words = ("true", "1", "", "false", "0")
    rows = ({"lay": word, "odds": 2.0 + place / 10} for place, word in enumerate(words))
    pacsv.write_csv(raw_rows(*rows), file)
    batch = read_quotes(file, NOW)
    assert batch.quarantined == {"price.lay": 2}
    assert batch.quotes["odds"].to_pylist() == [2.2, 2.3, 2.4]


def test_a_lay_market_is_set_aside() -> None:
    event = odds_api_event()
    event["bookmakers"][0]["markets"] = [{**event["bookmakers"][0]["markets"][0], "key": "h2h_lay"}]
    assert normalise(odds_api_rows([event], "answer"), "answer", NOW).quarantined == {"price.lay": 3}


def test_a_used_up_quota_is_said() -> None:
    answer = {"message": "Usage quota has been reached.", "error_code": "OUT_OF_USAGE_CREDITS"}
    with pytest.raises(InputError, match="The quota is used up"):
        odds_api_rows(answer, "answer")


@pytest.mark.parametrize("changed", [{"bookmakers": 5}, {"bookmakers": [7]}, {"bookmakers": [{"markets": "h2h"}]}])
def test_a_changed_shape_is_said(changed: dict[str, object]) -> None:
    with pytest.raises(InputError, match="not shaped as The Odds API"):
        odds_api_rows([odds_api_event(**changed)], "answer")


@pytest.mark.parametrize("name", ["bookmakers", "markets", "outcomes"])
def test_a_name_that_is_gone_is_no_empty_feed(name: str) -> None:
    renamed = json.loads(json.dumps([odds_api_event()]).replace(f'"{name}"', '"entries"'))
    with pytest.raises(InputError, match=f"'{name}' is missing there"):
        odds_api_rows(renamed, "answer")
    assert odds_api_rows([odds_api_event(bookmakers=[])], "answer").num_rows == 0


def test_truncated_json_is_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "odds.json"
    file.write_text(json.dumps([odds_api_event()])[:-40])
    with pytest.raises(InputError, match=r"odds\.json is no whole JSON document"):
        read_quotes(file)


def test_csv_and_parquet_read_the_same(tmp_path: Path) -> None:
    table = raw_rows({}, {"selection": "Draw"}, {"market": "spread", "line": -0.5})
    pq.write_table(table, tmp_path / "quotes.parquet")
    pacsv.write_csv(table, tmp_path / "quotes.csv")
    one, other = (
        read_quotes(tmp_path / f"quotes.{kind}", NOW).quotes.drop_columns("source") for kind in ("csv", "parquet")
    )
    assert one.num_rows == 3
    assert one.equals(other)


def test_missing_columns_are_named(tmp_path: Path) -> None:
    pacsv.write_csv(pa.table({"odds": [2.0]}), tmp_path / "bets.csv")
    with pytest.raises(InputError, match="lacks observed_at"):
        read_quotes(tmp_path / "bets.csv")


def test_a_damaged_parquet_file_is_a_sentence(tmp_path: Path) -> None:
    pq.write_table(raw_rows({}), tmp_path / "quotes.parquet")
    whole = (tmp_path / "quotes.parquet").read_bytes()
    (tmp_path / "quotes.parquet").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InputError, match="cannot be read as Parquet"):
        list(iter_quotes(tmp_path / "quotes.parquet"))


def test_a_folder_gives_its_quote_files_and_an_empty_one_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There are no quotes"):
        find_quote_files(tmp_path)
    (tmp_path / "b.json").write_text("[]")
    (tmp_path / "a.csv").write_text("")
    (tmp_path / "notes.txt").write_text("")
    assert [file.name for file in find_quote_files(tmp_path)] == ["a.csv", "b.json"]


def test_a_quote_of_a_page_is_checked() -> None:
    said = {"observed_at": SEEN, "event_start": KICK_OFF, "sport": "Soccer", "home": "Arsenal", "away": "Chelsea"}
    quote = Quote.model_validate({**said, "market": "moneyline", "side": "home", "sportsbook": "Bwin", "odds": 2.0})
    assert not quote.live
    with pytest.raises(ValueError, match="a spread needs its line"):
        Quote.model_validate({**said, "market": "spread", "side": "home", "sportsbook": "Bwin", "odds": 2.0})
