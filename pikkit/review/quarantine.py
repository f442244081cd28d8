"""Decisions about quarantined rows."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import pyarrow as pa

from pikkit.review.bet_candidate import becoming, candidates, decisions_about, not_stored
from pikkit.review.decided import Decided, Reviewer, ReviewRefusal
from pikkit.review.fields import raw_changes
from pikkit.review.quarantined_items import QuarantinedRow
from pikkit.store import BetStore
from pikkit.store.base import Review
from pikkit.store.shapes import IMPORTS, OPEN, QUARANTINE_FIELD

_SETTLED = ("accepted", "corrected")


def reject_rows(store: BetStore, rows: Sequence[QuarantinedRow], by: Reviewer) -> Decided:
    """Keep rows out for good: they are not listed again."""
    able, refused = _undecided(rows, "rejected")
    if able and not by.dry_run:
        store.review(Review(decisions=decisions_about(able, "rejected", by), who=by.who))
    return Decided(len(able), len(rows) - len(able) - len(refused), refused)


def accept_rows(store: BetStore, rows: Sequence[QuarantinedRow], by: Reviewer) -> Decided:
    """Make bets of rows as they are, overruling the reader where a person may."""
    return _become_bets(store, rows, {}, by)


def correct_rows(store: BetStore, rows: Sequence[QuarantinedRow], changes: Mapping[str, str], by: Reviewer) -> Decided:
    """Set fields of rows and make bets of those that then keep every rule of the reader.

    Args:
        store: Where the rows are.
        rows: The rows.
        changes: Texts by field, in the words of an export (amount, status) or of a bet (stake, outcome).
        by: Who decides, and why.

    Raises:
        InputError: A row has no such field.
    """
    return _become_bets(store, rows, raw_changes(changes), by)


def reopen_rows(store: BetStore, rows: Sequence[QuarantinedRow], by: Reviewer) -> Decided:
    """Take back what was decided about rows; a bet that came of one goes, unless a source has delivered it since."""
    decided = [row for row in rows if row.status != OPEN]
    refs = {row.ref for row in decided}
    log = [row for row in store.corrections().to_pylist() if row["reverted_at"] is None]
    entries = [row for row in log if row["field"] == QUARANTINE_FIELD and row["old_value"] in refs]
    made = {(row["bettor"], row["bet_id"], row["created_at"]) for row in entries}
    revert = [row["id"] for row in log if (row["bettor"], row["bet_id"], row["created_at"]) in made]
    if decided and not by.dry_run:
        back = pa.table(
            {
                "bettor": pa.array([row["bettor"] for row in entries], pa.string()),
                "bet_id": pa.array([row["bet_id"] for row in entries], pa.string()),
                "content_hash": pa.array([_signed(row["new_value"]) for row in entries], pa.int64()),
            }
        )
        reopened = decisions_about(decided, OPEN, replace(by, why=""))
        store.review(Review(decisions=reopened, revert=revert, take_back=back, who=by.who))
        _read_again(store, {_origin(row) for row in decided})
    return Decided(len(decided), len(rows) - len(decided))


def _signed(digits: str) -> int:
    value = int(digits, 16)
    return value - 2**64 if value >= 2**63 else value


def _read_again(store: BetStore, origins: set[tuple[str, str]]) -> None:
    """Let the next sync read the files of rows again: one may have come to say what was corrected, word for word."""
    again = [
        {**note, "reader": ""}
        for note in store.imports().to_pylist()
        if (note["bettor"], Path(note["file"]).name) in origins
    ]
    if again:
        store.note_import(pa.Table.from_pylist(again, IMPORTS))


def _become_bets(store: BetStore, rows: Sequence[QuarantinedRow], changes: Mapping[str, str], by: Reviewer) -> Decided:
    able, refused = _undecided(rows, "corrected" if changes else "accepted")
    decided = Decided(0, len(rows) - len(able) - len(refused), refused)
    for (bettor, source), group in groupby(sorted(able, key=_origin), key=_origin):
        fit, unfit = candidates(list(group), changes, bettor, source)
        free, taken = not_stored(store, bettor, fit)
        if free and not by.dry_run:
            store.review(becoming(free, changes, by))
        decided += Decided(len(free), 0, unfit + taken)
    return decided


def _origin(row: QuarantinedRow) -> tuple[str, str]:
    return row.bettor, row.source


def _undecided(rows: Sequence[QuarantinedRow], status: str) -> tuple[list[QuarantinedRow], tuple[ReviewRefusal, ...]]:
    """The rows a decision can still be made about; those that have it already are neither these nor refused."""
    able = [row for row in rows if row.status != status and row.status not in _SETTLED]
    refused = [
        ReviewRefusal(row.ref, f"The row is {row.status} and has become a bet; undo that first.")
        for row in rows
        if row.status != status and row.status in _SETTLED
    ]
    return able, tuple(refused)
