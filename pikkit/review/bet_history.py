"""Everything that was decided about one bet, and what its owner wrote about it."""

from dataclasses import dataclass
from datetime import datetime

import pyarrow.compute as pc

from pikkit.base.errors import InputError
from pikkit.bets.limits import TEXTS
from pikkit.review.bet_decisions import correct_bets, find_bet, note_bets
from pikkit.review.decided import Decided, Reviewer
from pikkit.store import BetStore
from pikkit.store.shapes import NOTE_FIELD

MOST_OF_A_NOTE = 2000
"""Characters."""


@dataclass(frozen=True, slots=True)
class BetEntry:
    """One decision about a bet: a field that was set, a note, that it was withheld, or how its row became it."""

    field: str
    old_value: str | None
    new_value: str | None
    who: str
    why: str
    created_at: datetime
    reverted_at: datetime | None
    reverted_by: str | None


def bet_history(store: BetStore, bettor: str, bet_id: str) -> tuple[BetEntry, ...]:
    """What was decided about a bet, in its order; what was undone too."""
    log = store.corrections()
    mine = log.filter(pc.and_(pc.equal(log["bettor"], bettor), pc.equal(log["bet_id"], bet_id)))
    names = tuple(BetEntry.__dataclass_fields__)
    return tuple(BetEntry(**row) for row in mine.select(names).to_pylist())


def note_of(history: tuple[BetEntry, ...]) -> str:
    """The note that stands; empty without one."""
    notes = [entry.new_value for entry in history if entry.field == NOTE_FIELD and entry.reverted_at is None]
    return (notes[-1] or "") if notes else ""


def describe_bet(store: BetStore, bettor: str, bet_id: str, tags: str, note: str, who: str) -> Decided:
    """Set a bet's tags and its note; what is as it was is left alone.

    Args:
        store: Where the bet is.
        bettor: Whose it is.
        bet_id: Its id.
        tags: As an export has them, empty for none.
        note: Of at most ``MOST_OF_A_NOTE`` characters, empty for none.
        who: Who writes.

    Raises:
        InputError: No such bet can be read, or a text is too long.
    """
    for name, text, most in (("note has", note, MOST_OF_A_NOTE), ("tags have", tags, TEXTS["tags"])):
        if len(text) > most:
            raise InputError(f"The {name} {len(text):,} characters; accepted: at most {most:,}.")
    if "\0" in note + tags:
        raise InputError("A text holds the character U+0000, which no store keeps; take it out.")
    bet = find_bet(store, f"{bettor}/{bet_id}")
    decided = Decided()
    if tags != (bet["tags"][0].as_py() or ""):
        decided += correct_bets(store, bet, {"tags": tags}, Reviewer(who, "The tags were set on the bet's page."))
    if note != note_of(bet_history(store, bettor, bet_id)):
        decided += note_bets(store, bet, NOTE_FIELD, note, Reviewer(who, "The note was written on the bet's page."))
    return decided
