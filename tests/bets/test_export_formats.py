"""Bets from other tables than Pikkit's: any separator, sheets, other applications, a tracker of one's own."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from pikkit.base.errors import InputError
from pikkit.bets.export import read_export
from pikkit.bets.export.formats import ExportFormat, format_named, known_formats
from pikkit.bets.export.preview import preview
from pikkit.bets.outcome import BetType, Outcome
from tests.bets.export_files import COLUMNS, row, write_export

TRACKER = """\
Date;Bookmaker;Match;Pick;Odds;Stake;Result;Closing odds;Comment
13/04/2025;Bet365;Leeds v Hull;Leeds -0.25 Asian Handicap;1,92;10,00;Half lost;1,90;x
14/04/2025 18:30;Pinnacle;Leeds v Hull;Over 2.5 Total;2,10;1.000,00;Won;2,05;

14/04/2025 18:30;Pinnacle;Leeds v Hull;Over 2.5 Total;2,10;1.000,00;Won;2,05;
15/04/2025;Unibet;;Ann Able Top 5;5/1;10;;;
16/04/2025;Unibet;Leeds v Hull;Draw Moneyline;3,40;5 €;lost;;
"""


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def sheet(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    book = Workbook()
    for cells in rows:
        book.active.append(list(cells))  # type: ignore[union-attr]
    book.save(path)
    return path


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_pikkits_columns_are_read_whatever_separates_them(tmp_path: Path, separator: str) -> None:
    rows = [row(1), row(2, type="round_robin_3", status="SETTLED_CASHEDOUT"), row(3, odds="")]
    plain = read_export(write_export(tmp_path / "ann.csv", rows))
    texts = [separator.join(COLUMNS), *(separator.join(one[name] for name in COLUMNS) for one in rows)]
    other = read_export(write(tmp_path / "ann.tsv", "\n".join(texts)))
    drop = ["source"]
    assert other.bets.drop(drop).equals(plain.bets.drop(drop))
    assert other.rejects["rule"].to_pylist() == ["odds.missing"]
    assert other.rejects["line"].to_pylist() == plain.rejects["line"].to_pylist()


def test_a_sheet_of_pikkits_columns_is_read(tmp_path: Path) -> None:
    rows = [row(1), row(2, odds="-110")]
    read = read_export(sheet(tmp_path / "ann.xlsx", [COLUMNS, *([one[name] for name in COLUMNS] for one in rows)]))
    assert read.bets["bet_id"].to_pylist() == [row(1)["bet_id"], row(2)["bet_id"]]
    assert [round(odds, 4) for odds in read.bets["odds"].to_pylist()] == [2.5, 1.9091]


def test_long_ids_typed_as_numbers_of_a_sheet_are_refused(tmp_path: Path) -> None:
    rows = [{**row(n), "bet_id": 6.38543012345678e17 + n * 1e12} for n in (1, 2)]
    read = read_export(sheet(tmp_path / "ann.xlsx", [COLUMNS, *([one[name] for name in COLUMNS] for one in rows)]))
    assert read.rejects["rule"].to_pylist() == ["id.shortened"] * 2


def test_a_trackers_columns_are_guessed_and_shown(tmp_path: Path) -> None:
    file = write(tmp_path / "mine.csv", TRACKER)
    shown = preview(file, chosen="auto")
    assert (shown.format, shown.separated, shown.bets) == ("tracker", "semicolons", 5)
    assert shown.columns["time_placed"] == "Date"
    assert shown.columns["closing_line"] == "Closing odds"
    assert "Dates such as 3/4/2025 have the day first." in shown.writing
    assert "The decimal sign is a comma." in shown.writing


def test_a_trackers_bets_are_read(tmp_path: Path) -> None:
    bets = read_export(write(tmp_path / "mine.csv", TRACKER), format="auto").bets
    assert bets["outcome"].to_pylist() == ["half_loss", "win", "win", "open", "loss"]
    assert bets["odds"].to_pylist() == [1.92, 2.1, 2.1, 6.0, 3.4]
    assert bets["closing_odds"].to_pylist() == [1.9, 2.05, 2.05, None, None]
    assert bets["stake"].to_pylist() == [10.0, 1000.0, 1000.0, 10.0, 5.0]
    assert bets["profit"].to_pylist() == [-5.0, 1100.0, 1100.0, None, -5.0]
    assert bets["source_line"].to_pylist() == [2, 3, 5, 6, 7]
    assert bets["placed_at"].to_pylist()[1].isoformat() == "2025-04-14T18:30:00+00:00"
    assert len(set(bets["bet_id"].to_pylist())) == 5


def test_a_made_id_outlasts_the_settling_of_the_bet(tmp_path: Path) -> None:
    before = read_export(write(tmp_path / "mine.csv", TRACKER.replace("Half lost", "")), format="auto").bets
    after = read_export(write(tmp_path / "mine.csv", TRACKER), format="auto").bets
    assert set(before["bet_id"].to_pylist()) == set(after["bet_id"].to_pylist())


def test_without_being_asked_nothing_is_guessed_and_the_separator_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"separated by semicolons.*--format auto --dry-run"):
        read_export(write(tmp_path / "mine.csv", TRACKER))


def test_dates_in_doubt_are_asked_about(tmp_path: Path) -> None:
    text = "date,pick,odds,stake,result\n03/04/2025,Leeds Moneyline,2.1,10,won\n"
    with pytest.raises(InputError, match="could have the day or the month first"):
        read_export(write(tmp_path / "mine.csv", text), format="auto")


MAPPING = """\
columns:
  date: Wann
  book: Wo
  selection: Was
  odds: Quote
  stake: Einsatz
  result: Ausgang
results: {ja: won, nein: lost}
dates: month first
time_zone: Europe/Berlin
odds: american
"""


@pytest.mark.parametrize(("won", "lost"), [("½W", "½L"), ("W½", "1/2 lost"), ("Half Won", "½ loss")])
def test_halves_are_known_as_people_write_them(tmp_path: Path, won: str, lost: str) -> None:
    path = tmp_path / "mine.csv"
    head = "Date,Book,Pick,Odds,Stake,Result\n"
    rows = f"2025-12-27,Bet365,Arsenal -0.25,1.95,10,{won}\n2025-12-28,Bet365,Over 2.75,2.05,10,{lost}\n"
    path.write_text(head + rows, encoding="utf-8")
    assert read_export(path, format="auto").bets["outcome"].to_pylist() == ["half_win", "half_loss"]


def test_a_mapping_names_the_columns_and_how_they_are_written(tmp_path: Path) -> None:
    mapping = write(tmp_path / "mine.yaml", MAPPING)
    text = "Wann,Wo,Was,Quote,Einsatz,Ausgang\n03/04/2025 12:00,Tipico,Leeds Moneyline,150,10,ja\n"
    (bet,) = read_export(write(tmp_path / "mine.csv", text), format=str(mapping)).bets.to_pylist()
    assert (bet["odds"], bet["outcome"], bet["placed_at"].isoformat()) == (2.5, "win", "2025-03-04T11:00:00+00:00")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("columns: {when: Date}", "names a field 'when'"),
        ("columns: {date: Date}\nresults: {x: maybe}", "'x' means 'maybe'"),
        ("columns: {date: Date}\ntime_zone: Mars/One", "time zone 'Mars/One' is not known"),
        ("columns: [", "cannot be read as YAML"),
        ("columns: {date: Date}\nfoo: 1", "foo: is not known; the fields are columns"),
    ],
)
def test_a_mapping_that_cannot_be_used_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        format_named(str(write(tmp_path / "mine.yaml", text)))


ODDSJAM = """\
created_at,event_start_date,sportsbook,sport,league,event_name,market_name,bet_name,odds,stake,status,bet_profit,clv
2025-07-01 19:30:00,2025-07-01 20:00:00,Novig,baseball,MLB,Cubs vs Mets,Moneyline,Cubs,150,20,won,30,1.2
2025-07-02 19:30:00,2025-07-02 20:00:00,Novig,baseball,MLB,Cubs vs Mets,Moneyline,Mets,-110,20,refunded,0,
2025-07-03 19:30:00,2025-07-03 20:00:00,Kalshi,baseball,MLB,Cubs vs Mets,Total Runs,Over 8.5,105,20,pending,,
"""


def test_an_export_of_oddsjam_is_known_by_its_columns(tmp_path: Path) -> None:
    read = read_export(write(tmp_path / "jam.csv", ODDSJAM))
    assert [round(odds, 4) for odds in read.bets["odds"].to_pylist()] == [2.5, 1.9091, 2.05]
    assert read.bets["outcome"].to_pylist() == ["win", "void", "open"]
    assert read.bets["placed_at"].to_pylist()[0].isoformat() == "2025-07-01T23:30:00+00:00"
    assert read.bets["bet_info"].to_pylist()[0] == "Cubs Moneyline Cubs vs Mets"


ACME = ExportFormat(
    name="acme",
    title="Acme Bets",
    source="this test",
    columns={
        "bet_id": ("slip",),
        "sportsbook": ("shop",),
        "status": ("ended",),
        "odds": ("price",),
        "amount": ("risked",),
        "payout": ("got back",),
        "time_placed": ("when",),
        "selection": ("what",),
    },
    statuses={"hurray": Outcome.WIN, "alas": Outcome.LOSS},
    bet_types={"one": BetType.STRAIGHT},
    times=("%d.%m.%Y %Hh%M",),
)
"""All that a new format is: one value, in a file of its own under formats/ as FORMAT."""


def test_a_new_format_is_one_value(tmp_path: Path) -> None:
    text = "slip,shop,ended,price,risked,got back,when,what\nA1,Tote,Hurray,3.0,10,30,24.12.2025 18h05,Draw Moneyline\n"
    (bet,) = read_export(write(tmp_path / "acme.csv", text), format=ACME).bets.to_pylist()
    assert (bet["bet_id"], bet["outcome"], bet["profit"]) == ("A1", "win", 20.0)
    assert bet["placed_at"].isoformat() == "2025-12-24T18:05:00+00:00"


def test_the_formats_are_the_files_of_their_folder() -> None:
    assert {"pikkit", "oddsjam", "tracker"} <= set(known_formats())
    with pytest.raises(InputError, match="accepted: auto, "):
        format_named("acme")
