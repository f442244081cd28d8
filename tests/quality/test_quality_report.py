"""What the gate hands over: a verdict, two files, and sentences for what cannot be checked."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pikkit.base.errors import InputError
from pikkit.quality import CheckRule, QualityReport, QualityRules, quality_gate
from pikkit.quality.anomalies import FLAGS
from pikkit.settings import Settings
from pikkit.settings.check_severity import CheckSeverity

RULES = QualityRules(min_decided=50)
check_bets = partial(quality_gate.check_bets, now=datetime(2024, 1, 31, tzinfo=UTC))


class Text(HTMLParser):
    """Collects a page's text, and what it would load from elsewhere."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text: list[str] = []
        self.loads: list[str] = []
        self.feed(page)

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.loads += [tag for name, _ in attrs if name in ("src", "href")]


def test_the_json_report_says_what_the_report_says(snapshot: Callable[..., Path], tmp_path: Path) -> None:
    report = check_bets(snapshot(), tmp_path / "a" / "b", RULES)
    written = json.loads((tmp_path / "a" / "b" / "report.json").read_text(encoding="utf-8"))
    assert (written["passed"], written["bets"], written["source"]) == (True, 100, "bets.parquet")
    assert [result["name"] for result in written["results"]] == [result.name for result in report.results]


def test_a_written_report_reads_back_as_it_was(snapshot: Callable[..., Path], tmp_path: Path) -> None:
    report = check_bets(snapshot(spoil=lambda rows: rows[0].update(odds=0.5)), tmp_path, RULES)
    assert QualityReport.read_json(tmp_path / "report.json") == report


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"results": [{}]}', '{"results": [], "passed": true}'])
def test_a_file_that_is_no_report_is_refused(content: str, tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=r"report\.json is no quality report"):
        QualityReport.read_json(tmp_path / "report.json")


def test_the_page_shows_every_check_and_loads_nothing(snapshot: Callable[..., Path], tmp_path: Path) -> None:
    report = check_bets(snapshot(), tmp_path, RULES)
    page = Text((tmp_path / "report.html").read_text(encoding="utf-8"))
    text = "".join(page.text)
    assert page.loads == []
    assert all(result.sentence in text and result.observed in text for result in report.results)
    assert f"{len(report.results)} checks: {len(report.results)} passed." in text


def test_the_page_puts_what_blocks_first_and_escapes_what_the_data_says(
    snapshot: Callable[..., Path], tmp_path: Path
) -> None:
    hostile = "<script>alert(1)</script>"
    check_bets(snapshot(spoil=lambda rows: rows[0].update(outcome=hostile)), tmp_path, RULES)
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "not fit to train on" in page
    assert "<script>" not in page
    assert page.index("outcome_vocabulary") < page.index("enough_decided")
    assert hostile in "".join(Text(page).text)


def test_a_blocked_report_raises_the_sentences_that_block(snapshot: Callable[..., Path], tmp_path: Path) -> None:
    report = check_bets(snapshot(30), tmp_path, RULES)
    with pytest.raises(InputError, match=r"Training needs 50 straight bets that were won or lost\. There are 24\.$"):
        report.require_passed()


def test_a_passed_report_raises_nothing(snapshot: Callable[..., Path], tmp_path: Path) -> None:
    check_bets(snapshot(), tmp_path, RULES).require_passed()


@pytest.mark.parametrize("count", [0, 1])
def test_an_empty_or_one_row_table_blocks_for_want_of_bets_only(
    count: int, snapshot: Callable[..., Path], tmp_path: Path
) -> None:
    report = check_bets(snapshot(count), tmp_path, RULES)
    assert [result.name for result in report.results if not result.passed] == ["enough_decided"]


def test_the_bets_needed_are_a_setting(snapshot: Callable[..., Path], tmp_path: Path) -> None:
    bets = snapshot(100)  # every fifth a parlay, which a model does not learn from
    assert not check_bets(bets, tmp_path).passed
    assert check_bets(bets, tmp_path, Settings(min_bets=80).gate_rules).passed


def test_a_snapshot_with_an_empty_column_is_checked(snapshot: Callable[..., Path], tmp_path: Path) -> None:
    def unsettled(rows: list[dict[str, object]]) -> None:
        for row in rows:
            row.update(outcome="open", settled_at=None, profit=None, closing_odds=None, league=None, side=None)

    report = check_bets(snapshot(spoil=unsettled), tmp_path, RULES)
    assert {result.name for result in report.results if not result.passed} == {
        "enough_decided",
        "closing_odds_known",
        "league_known",
    }


def test_a_missing_snapshot_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"There is no bets snapshot at .*nowhere\.parquet"):
        check_bets(tmp_path / "nowhere.parquet", tmp_path)


@pytest.mark.parametrize("content", [b"", b"bet_id,odds\n1,2.0\n"])
def test_a_file_that_is_not_parquet_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "bets.csv").write_bytes(content)
    with pytest.raises(InputError, match=r"bets\.csv is not a Parquet file"):
        check_bets(tmp_path / "bets.csv", tmp_path)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is not a Parquet file"):
        check_bets(tmp_path, tmp_path)


def test_a_snapshot_with_wrong_columns_is_refused_by_name_and_writes_no_report(
    snapshot: Callable[..., Path], tmp_path: Path
) -> None:
    bets = snapshot()
    columns = pq.read_table(bets)
    text = columns["odds"].cast(pa.string())
    pq.write_table(
        columns.drop_columns(["stake"]).set_column(columns.schema.get_field_index("odds"), "odds", text), bets
    )
    with pytest.raises(InputError, match="missing or of another type are odds, stake"):
        check_bets(bets, tmp_path / "report")
    assert not (tmp_path / "report").exists()


def test_what_failed_is_shown_with_the_bets_that_broke_it(snapshot: Callable[..., Path], tmp_path: Path) -> None:
    def spoil(rows: list[dict[str, object]]) -> None:
        for row in rows[10:20]:
            row.update(odds=0.5, sportsbook="<b>Evil & Sons</b>", source="ann.csv", source_line=int(str(row["bet_id"])))

    report = check_bets(snapshot(spoil=spoil), tmp_path, RULES)
    (result,) = [result for result in report.results if result.name == "odds_above_one"]
    assert [(sample.bet_id, sample.odds, sample.source_line) for sample in result.samples] == [
        (str(number), "0.50", str(number)) for number in range(10, 15)
    ]
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "<b>Evil" not in page
    assert "<b>Evil & Sons</b>" in "".join(Text(page).text)


def test_a_check_that_passes_shows_no_bets(snapshot: Callable[..., Path], tmp_path: Path) -> None:
    report = check_bets(snapshot(), tmp_path, RULES)
    assert all(result.samples == () for result in report.results)


def test_a_check_that_is_switched_off_is_told_and_not_made(snapshot: Callable[..., Path], tmp_path: Path) -> None:
    off = CheckRule(CheckSeverity.OFF)
    report = check_bets(snapshot(3), tmp_path, replace(RULES, enough_decided=off, odds_known=off))
    assert report.passed
    assert report.switched_off == ("enough_decided", "odds_known")
    assert {"enough_decided", "odds_known"} & {result.name for result in report.results} == set()
    assert "Switched off: enough_decided, odds_known." in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_the_figures_count_what_is_in_the_table(snapshot: Callable[..., Path], tmp_path: Path) -> None:
    figures = check_bets(snapshot(), tmp_path, RULES).figures
    assert [(month.month, month.bets) for month in figures.months] == [("2024-01", 100)]
    assert [(book.sportsbook, book.bets, book.closed) for book in figures.books] == [("Caesars", 80, 80)]
    assert sum(stakes.bets for stakes in figures.stakes) == 100
    assert [(band.name, band.bets, band.won) for band in figures.bands] == [("1.90–2.20", 80, 40)]


def test_anomalies_are_counted_in_the_report_and_kept_beside_it(snapshot: Callable[..., Path], tmp_path: Path) -> None:
    report = check_bets(snapshot(spoil=lambda rows: rows[8].update(stake=5000.0, profit=5000.0)), tmp_path, RULES)
    flags = pq.read_table(tmp_path / "flags.parquet")
    assert flags.schema == FLAGS
    assert set(flags["bet_id"].to_pylist()) == {"8"}
    assert sum(count.bets for count in report.anomalies) == flags.num_rows
    assert "Stake 5,000.00 is 500 times the usual 10.00" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_the_page_is_well_formed_whatever_is_missing(snapshot: Callable[..., Path], tmp_path: Path) -> None:
    for count in (0, 1, 100):
        check_bets(snapshot(count), tmp_path, RULES)
        page = (tmp_path / "report.html").read_text(encoding="utf-8")
        ET.fromstring(page.partition("<main>")[2].partition("</main>")[0].join(["<main>", "</main>"]))  # noqa: S314 - our own page
