"""Texts and files that were once read wrong, as they were reported, come out right."""

import json
from pathlib import Path

import pyarrow.compute as pc
import pytest

from pikkit.bets.bet_info.parse import leg_fields
from pikkit.bets.export import ExportRead, read_export
from pikkit.scoring.request import ScoreRequest

FOLDER = Path(__file__).parent / "data/reported"
FILES = (FOLDER / "legs.tsv", FOLDER.parent / "variants.tsv")
"""What was reported, and the same kinds in other words."""
LEGS = [row.split("\t") for file in FILES for row in file.read_text(encoding="utf-8").splitlines() if row[0] != "#"]


def reported(name: str) -> ExportRead:
    return read_export(FOLDER / name)


@pytest.mark.parametrize(("text", "fields"), [(text, fields) for text, fields, *_ in LEGS])
def test_a_leg_has_the_fields_that_were_asked_for(text: str, fields: str) -> None:
    leg = leg_fields(text)
    for name, value in (field.split("=", 1) for field in fields.split("; ")):
        found = getattr(leg, name)
        assert (float(value) == found) if isinstance(found, float) else (str(found) == value), name


def test_american_prices_are_read() -> None:
    bets = reported("american_odds.csv").bets
    assert [round(price, 4) for price in bets["odds"].to_pylist()] == [2.5, 1.9091, 1.91]
    assert round(bets["closing_odds"][0].as_py(), 4) == 2.4


def test_ids_that_a_spreadsheet_shortened_are_refused_with_the_way_out() -> None:
    export = reported("excel_ids.csv")
    assert export.bets.num_rows == 0
    assert set(export.rejects["rule"].to_pylist()) == {"id.shortened"}
    assert all(
        "spreadsheet" in reason and "export the file again" in reason for reason in export.rejects["reason"].to_pylist()
    )


def test_fair_quarter_lines_return_what_was_staked() -> None:
    bets = reported("quarter_lines.csv").bets
    returned = pc.sum(pc.multiply(pc.multiply(bets["settled_share"], bets["odds"]), bets["stake"])).as_py()
    assert returned == pytest.approx(pc.sum(bets["stake"]).as_py(), rel=1e-3)
    assert set(bets["outcome"].to_pylist()) == {"win", "loss", "half_win", "half_loss"}


def test_words_and_stakes_of_promotions_are_told_apart() -> None:
    export = reported("statuses.csv")
    assert export.bets["outcome"].to_pylist() == ["cash_out"]
    assert export.rejects["rule"].to_pylist() == ["odds.range", "stake.range", "odds.missing"]


def test_a_number_and_its_text_are_one_price_and_both_are_in_doubt() -> None:
    instances = json.loads((FOLDER / "score_number_101.json").read_text(encoding="utf-8"))["instances"]
    number, text = (ScoreRequest.model_validate(instance) for instance in instances)
    assert number.decimal_odds == text.decimal_odds == 101.0
    assert number.doubtful_odds
    assert text.doubtful_odds
