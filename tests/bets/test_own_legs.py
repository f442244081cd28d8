"""Legs in the words of many books, judged by hand: every field comes out as it was judged.

``legs.tsv`` (300 legs, 21 books) was written beside the rules, ``fresh_legs.tsv`` (150 legs, 33 names of books) before
its author had seen them, ``sports_legs.tsv`` (European and Australian books, fights, golf, motor sport, esports, odd
words) in six sets, each judged before it was read, ``american_legs.tsv`` as 21 American books write them (450 judged
before they were read; the other 51 are what the rules say, looked over, and hold that it stays); docs/bets.md says how
each was read at first.
"""

import csv
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from pikkit.bets.bet_info.in_book import in_book
from pikkit.bets.bet_info.parse import leg_fields
from pikkit.bets.letters import plain
from tests.bets.rewording import rewordings

DATA = Path(__file__).parent / "data"


def legs_in(name: str) -> list[dict[str, str]]:
    """The judged legs of a file."""
    return list(csv.DictReader((DATA / name).read_text(encoding="utf-8").splitlines(), delimiter="\t"))


LEGS, FRESH, SPORTS, AMERICAN = map(legs_in, ("legs.tsv", "fresh_legs.tsv", "sports_legs.tsv", "american_legs.tsv"))
FIELDS = ("market", "side", "line", "subject", "away", "home", "order", "period")


def judged(row: dict[str, str]) -> dict[str, Any]:
    """The fields as they were judged; an empty one must be empty."""
    found: dict[str, Any] = {name: row[name] or None for name in FIELDS}
    return {**found, "line": float(row["line"]) if row["line"] else None, "live": row["live"] == "yes"}


Rows = list[dict[str, str]]


def by_book(*sets: Rows) -> dict[str, Rows]:
    """The rows of each book: a test for each row would cost more than what it tests."""
    books: dict[str, Rows] = {}
    for row in chain(*sets):
        books.setdefault(row["book"], []).append(row)
    return books


@pytest.mark.parametrize(("book", "rows"), by_book(LEGS, FRESH, SPORTS, AMERICAN).items())
def test_a_books_legs_are_read_as_judged(book: str, rows: Rows) -> None:
    legs = {row["text"]: in_book(leg_fields(row["text"]), book) for row in rows}
    read = {text: {name: getattr(leg, name) for name in (*FIELDS, "live")} for text, leg in legs.items()}
    told = {row["text"]: judged(row) for row in rows}
    assert {text: fields for text, fields in read.items() if fields != told[text]} == {}


def test_the_set_is_as_large_as_it_says() -> None:
    assert len(LEGS) >= 300
    assert len({(row["book"], row["text"]) for row in LEGS}) == len(LEGS)
    assert len({row["book"] for row in LEGS}) >= 21
    assert len({(row["book"], row["text"]) for row in FRESH}) == len(FRESH) >= 560
    assert len({(row["book"], row["text"]) for row in SPORTS}) == len(SPORTS) >= 500
    assert len({(row["book"], row["text"]) for row in AMERICAN}) == len(AMERICAN) >= 500
    assert len({row["book"] for row in AMERICAN}) == 21


def what_is_bet_on(text: str, book: str) -> tuple[Any, ...]:
    """The fields of a leg, its names without accents."""
    leg = in_book(leg_fields(text), book)
    names = (leg.subject, leg.home, leg.away)
    said = (getattr(leg, name) for name in FIELDS if name not in {"subject", "home", "away"})
    return (*said, *(plain(name or "") for name in names), leg.live)


@pytest.mark.parametrize(("book", "rows"), by_book(LEGS, FRESH, AMERICAN).items())
def test_other_words_for_the_same_bet_are_read_the_same(book: str, rows: Rows) -> None:
    unlike: dict[tuple[str, str, str], object] = {}
    for row in rows:
        subject = None if row["side"] == "draw" or " or Draw" in row["subject"] else row["subject"]
        told = what_is_bet_on(row["text"], book)
        read = {
            (row["text"], kind, text): what_is_bet_on(text, book) for kind, text in rewordings(row["text"], subject)
        }
        unlike |= {change: (fields, told) for change, fields in read.items() if fields != told}
    assert unlike == {}
