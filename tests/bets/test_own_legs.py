"""300 legs in the words of 21 books, judged by hand: every field comes out as it was judged."""

import csv
from pathlib import Path
from typing import Any

import pytest

from pikkit.bets.bet_info.in_book import in_book
from pikkit.bets.bet_info.parse import leg_fields

TEXT = (Path(__file__).parent / "data/legs.tsv").read_text(encoding="utf-8")
LEGS = list(csv.DictReader(TEXT.splitlines(), delimiter="\t"))
FIELDS = ("market", "side", "line", "subject", "away", "home", "order", "period")


def judged(row: dict[str, str]) -> dict[str, Any]:
    """The fields as they were judged; an empty one must be empty."""
    found: dict[str, Any] = {name: row[name] or None for name in FIELDS}
    return {**found, "line": float(row["line"]) if row["line"] else None, "live": row["live"] == "yes"}


@pytest.mark.parametrize("row", LEGS, ids=lambda row: f"{row['book']}: {row['text']}")
def test_a_leg_is_read_as_judged(row: dict[str, str]) -> None:
    leg = in_book(leg_fields(row["text"]), row["book"])
    assert {name: getattr(leg, name) for name in (*FIELDS, "live")} == judged(row)


def test_the_set_is_as_large_as_it_says() -> None:
    assert len(LEGS) >= 300
    assert len({(row["book"], row["text"]) for row in LEGS}) == len(LEGS)
    assert len({row["book"] for row in LEGS}) >= 21
