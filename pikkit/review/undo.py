"""Taking decisions back."""

from collections.abc import Sequence

from pikkit.base.errors import InputError
from pikkit.review.decided import Decided, Reviewer
from pikkit.review.quarantine import reopen_rows
from pikkit.review.quarantined_items import RowFilter, find_rows
from pikkit.store import BetStore
from pikkit.store.base import Review
from pikkit.store.shapes import QUARANTINE_FIELD

Entry = dict[str, str]


def undo(store: BetStore, refs: Sequence[str], by: Reviewer) -> Decided:
    """Take back decisions.

    Args:
        store: Where they are.
        refs: Of a quarantined row (what was decided about it), a correction (that one) or a bet, BETTOR/BET_ID (the
            last decision about it). A correction that made a bet of a row is undone with it.
        by: Who takes them back.

    Raises:
        InputError: A reference names nothing, or several things.
    """
    decided = Decided()
    for ref in refs:
        active = [row for row in store.corrections().to_pylist() if row["reverted_at"] is None]
        entries = _of_bet(active, ref) if "/" in ref else [row for row in active if row["id"].startswith(ref.lower())]
        if len({row["id"] for row in entries}) > 1 and "/" not in ref:
            raise InputError(f"The reference {ref!r} is that of {len(entries)} corrections; give more of its digits.")
        if entries and "/" not in ref and _names_a_row(store, ref):
            raise InputError(f"The reference {ref!r} is that of a row and of a correction; give more of its digits.")
        decided += _undo_corrections(store, active, entries, by) if entries else _undo_row(store, ref, by)
    return decided


def _of_bet(active: list[Entry], ref: str) -> list[Entry]:
    """The last decision about a bet: the corrections made together last."""
    mine = [row for row in active if f"{row['bettor']}/{row['bet_id']}" == ref]
    if not mine:
        raise InputError(f"Nothing about the bet {ref!r} is there to be undone; a bet's reference is BETTOR/BET_ID.")
    last = max(row["created_at"] for row in mine)
    return [row for row in mine if row["created_at"] == last]


def _undo_corrections(store: BetStore, active: list[Entry], entries: list[Entry], by: Reviewer) -> Decided:
    when = {(row["bettor"], row["bet_id"], row["created_at"]) for row in entries}
    rows = [
        row["old_value"]
        for row in active
        if row["field"] == QUARANTINE_FIELD and (row["bettor"], row["bet_id"], row["created_at"]) in when
    ]
    if rows:
        return _undo_row(store, rows[0], by)
    if not by.dry_run:
        store.review(Review(revert=[row["id"] for row in entries], who=by.who))
    return Decided(len(entries))


def _undo_row(store: BetStore, ref: str, by: Reviewer) -> Decided:
    rows = find_rows(store, RowFilter(refs=[ref], statuses=()))
    return reopen_rows(store, rows, by)


def _names_a_row(store: BetStore, ref: str) -> bool:
    try:
        return bool(find_rows(store, RowFilter(refs=[ref], statuses=())))
    except InputError:
        return False
