"""Prices of an export in every notation, and ids that a spreadsheet shortened."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from pikkit.bets.export import ExportRead, iter_export, read_export
from tests.bets.export_files import row, write_export


def read(folder: Path, *prices: tuple[str, str]) -> ExportRead:
    """An export of one row for each pair of odds and closing line."""
    rows = [row(number, odds=odds, closing_line=close, ev="") for number, (odds, close) in enumerate(prices, 1)]
    return read_export(write_export(folder / "ann.csv", rows))


def odds_of(export: ExportRead) -> list[float]:
    return [round(value, 4) for value in export.bets["odds"].to_pylist()]


def test_american_prices_are_converted_and_said(tmp_path: Path) -> None:
    export = read(tmp_path, ("+150", "+140"), ("-110", "-115"))
    assert odds_of(export) == [2.5, 1.9091]
    assert [round(close, 4) for close in export.bets["closing_odds"].to_pylist()] == [2.4, 1.8696]
    assert export.notes == (
        "The column odds of ann.csv holds American odds; they are converted.",
        "The column closing_line of ann.csv holds American odds; they are converted.",
    )


def test_fractional_prices_are_converted_and_said(tmp_path: Path) -> None:
    export = read(tmp_path, ("5/2", ""), ("evens", ""), ("10/11", ""))
    assert odds_of(export) == [3.5, 2.0, 1.9091]
    assert export.notes == ("The column odds of ann.csv holds fractional odds; they are converted.",)


def test_american_prices_without_a_plus_are_told_by_the_others_of_their_column(tmp_path: Path) -> None:
    export = read(tmp_path, ("150", ""), ("-110", ""), ("−200", ""))
    assert odds_of(export) == [2.5, 1.9091, 1.5]
    assert export.warnings.num_rows == 0


def test_a_long_decimal_price_among_decimal_ones_stays_decimal(tmp_path: Path) -> None:
    export = read(tmp_path, ("1.91", ""), ("101", ""), ("151.0", ""), ("2.5", ""))
    assert odds_of(export) == [1.91, 101.0, 151.0, 2.5]
    assert export.notes == ()
    assert export.rejects.num_rows == 0


@pytest.mark.parametrize("prices", [["150"], ["150", "200"], ["1.91", "-110", "150"]])
def test_a_price_that_could_be_either_is_refused_where_the_column_does_not_say(
    tmp_path: Path, prices: Sequence[str]
) -> None:
    export = read(tmp_path, *((price, "") for price in prices))
    assert set(export.rejects["rule"].to_pylist()) == {"odds.ambiguous"}
    assert "correct them to +150" in export.rejects["reason"][0].as_py()
    assert not {150.0, 2.5} & set(export.bets["odds"].to_pylist())


def test_a_closing_line_that_could_be_either_is_left_out_with_a_warning(tmp_path: Path) -> None:
    export = read(tmp_path, ("1.91", "+105"), ("1.95", "1.9"), ("2.0", "105"))
    assert export.bets["closing_odds"].to_pylist()[2] is None
    assert export.warnings["rule"].to_pylist() == ["closing_line.ambiguous"]


def test_a_number_read_as_most_of_its_column_carries_a_warning(tmp_path: Path) -> None:
    export = read(tmp_path, ("+150", ""), ("-110", ""), ("105", ""))
    assert odds_of(export) == [2.5, 1.9091, 2.05]
    assert export.warnings["rule"].to_pylist() == ["odds.assumed"]


def test_one_odd_price_does_not_change_what_a_long_column_is(tmp_path: Path) -> None:
    export = read(tmp_path, *[("1.91", "")] * 60, ("-110", ""), ("150", ""))
    assert odds_of(export)[-2:] == [1.9091, 150.0]
    assert export.warnings["rule"].to_pylist() == ["odds.assumed"]


@pytest.mark.parametrize("batch_rows", [1, 2, 100])
def test_the_whole_file_says_what_a_column_is_whatever_the_batches(tmp_path: Path, batch_rows: int) -> None:
    rows = [row(number, odds=odds, closing_line="", ev="") for number, odds in enumerate(["150", "120", "-110"], 1)]
    parts = list(iter_export(write_export(tmp_path / "ann.csv", rows), batch_rows=batch_rows))
    assert [round(odds, 4) for part in parts for odds in part.bets["odds"].to_pylist()] == [2.5, 2.2, 1.9091]


LONG = [f"{638543012345678 + n}{n:03d}" for n in range(1, 6)]


@pytest.mark.parametrize(
    "ids",
    [
        ["6.38543E+17", "6.38543E+17", "6.38544E+17"],
        ["6,38543E+17", "6.38543e17"],
        ["638543012345678000", "638543012345679000", "638543012345680123"],
        ["638543012345678000.0"],
    ],
)
def test_ids_that_a_spreadsheet_shortened_are_refused_with_the_cause_and_the_way_out(
    tmp_path: Path, ids: list[str]
) -> None:
    rows = [row(number, bet_id=text) for number, text in enumerate(ids, 1)]
    export = read_export(write_export(tmp_path / "ann.csv", rows))
    spoiled = [text for text in ids if not text.endswith("123")]
    assert export.rejects["rule"].to_pylist() == ["id.shortened"] * len(spoiled)
    assert "shortened by a spreadsheet" in export.rejects["reason"][0].as_py()
    assert "without opening it in a spreadsheet" in export.rejects["reason"][0].as_py()


def test_a_whole_id_that_happens_to_end_in_zeros_is_an_id(tmp_path: Path) -> None:
    rows = [row(number, bet_id=text) for number, text in enumerate([*LONG, "638543012345678000"], 1)]
    assert read_export(write_export(tmp_path / "ann.csv", rows)).bets.num_rows == len(rows)
