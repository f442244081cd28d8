"""One side of an event, as archives of odds, feeds and books write it: judged pairs, a row each of feed_names.tsv."""

import csv
from pathlib import Path

import pytest

from pikkit.quotes.match.competitor import agree, competitor

_TABLE = Path(__file__).parent / "feed_names.tsv"
PAIRS = list(csv.DictReader(_TABLE.read_text(encoding="utf-8").splitlines(), delimiter="\t"))


@pytest.mark.parametrize("verdict", ["same", "different", "unsure"])
def test_a_side_is_itself_under_every_name_and_nobody_else(verdict: str) -> None:
    """What could be two people, by a second surname or an order of names, stays apart: unsure is unmatched."""
    pairs = [row for row in PAIRS if row["verdict"] == verdict]
    wrong = [
        (row["league"], row["one"], row["other"])
        for row in pairs
        if _one_side(row["one"], row["other"], row["sport"], row["league"]) is not (verdict == "same")
    ]
    assert pairs
    assert wrong == []


def _one_side(one: str, other: str, sport: str, league: str) -> bool:
    first, second = competitor(one, sport, league), competitor(other, sport, league)
    return agree(first, second) and min(first.confidence, second.confidence) >= 0.8
