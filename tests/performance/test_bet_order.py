"""Bets are sorted by any column, a page at a time, and what fits is given whole as a file."""

import csv
import io
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from pikkit.base.errors import InputError
from pikkit.bets.bet import bets_table
from pikkit.performance import BetFilter
from pikkit.performance.bet_file import BetFileForm
from pikkit.performance.bet_order import BET_ORDERS
from tests.performance.histories import bet, random_bets, reading

ANN = BetFilter(bettor="ann")
FIELDS = {"placed": "placed_at", "bet": "bet_info", "close": "closing_odds"}


@pytest.mark.parametrize("order", BET_ORDERS)
def test_pages_of_every_order_hold_every_bet_once_and_unknown_numbers_last(tmp_path: Path, order: str) -> None:
    field = FIELDS.get(order.lstrip("-"), order.lstrip("-"))
    with reading(tmp_path, random_bets(90)) as (reader, _):
        seen: list[dict[str, object]] = []
        page = reader.bets(ANN, 17, sort=order)
        while page.cursor:
            seen += page.bets
            page = reader.bets(ANN, 17, page.cursor, order)
        seen += page.bets
    assert len({one["bet_id"] for one in seen}) == len(seen) == 60
    known: list[Any] = [one[field] for one in seen if one[field] is not None]
    assert known == sorted(known, reverse=order.startswith("-"))
    assert [one[field] for one in seen[: len(known)]] == known


def test_a_cursor_of_another_order_is_refused(tmp_path: Path) -> None:
    with reading(tmp_path, random_bets(60)) as (reader, _):
        cursor = reader.bets(ANN, 5).cursor or ""
        with pytest.raises(InputError, match="none of this order"):
            reader.bets(ANN, 5, cursor, "odds")


def test_an_order_that_is_none_is_refused(tmp_path: Path) -> None:
    with reading(tmp_path, random_bets(9)) as (reader, _), pytest.raises(InputError, match="accepted: placed, -placed"):
        reader.bets(ANN, sort="luck")


def test_both_files_hold_what_fits_in_its_order(tmp_path: Path) -> None:
    asked = BetFilter(bettor="ann", sportsbook="FanDuel")
    with reading(tmp_path, random_bets(300)) as (reader, _):
        listed = reader.bets(asked, 500, sort="-stake").bets
        files = {form: b"".join(reader.download(asked, form, "-stake")) for form in BetFileForm}
    rows = list(csv.DictReader(io.StringIO(files[BetFileForm.CSV].decode())))
    table = pq.read_table(io.BytesIO(files[BetFileForm.PARQUET]))
    assert [row["bet_id"] for row in rows] == table["bet_id"].to_pylist() == [one["bet_id"] for one in listed]
    assert table.to_pylist() == [dict(one) for one in listed]
    assert [float(row["clv"]) if row["clv"] else None for row in rows] == table["clv"].to_pylist()
    assert rows[0]["placed_at"].endswith("Z")


def test_no_text_of_the_csv_is_a_formula_and_none_breaks_its_row(tmp_path: Path) -> None:
    texts = ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", 'a "b", c\nd', "plain"]
    made = bets_table([bet(k, bet_info=text, tags=text) for k, text in enumerate(texts)])
    with reading(tmp_path, made) as (reader, _):
        rows = list(csv.DictReader(io.StringIO(b"".join(reader.download(ANN, BetFileForm.CSV, "placed")).decode(), "")))
        table = pq.read_table(io.BytesIO(b"".join(reader.download(ANN, BetFileForm.PARQUET, "placed"))))
    stored = table["tags"].to_pylist()
    assert [row["tags"] for row in rows] == [f"'{text}" if text[0] in "=+-@\t\r" else text for text in stored]
    assert sum(row["tags"] != text for row, text in zip(rows, stored, strict=True)) >= 4


def test_a_file_of_no_bets_has_its_columns(tmp_path: Path) -> None:
    with reading(tmp_path, random_bets(9)) as (reader, _):
        nobody = BetFilter(bettor="nobody")
        assert b"".join(reader.download(nobody, BetFileForm.CSV)).startswith(b"bettor,bet_id,")
        assert pq.read_table(io.BytesIO(b"".join(reader.download(nobody, BetFileForm.PARQUET)))).num_rows == 0
