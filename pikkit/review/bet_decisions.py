"""Decisions about stored bets: corrections of their fields, and keeping them out of what is read."""

from collections.abc import Mapping
from uuid import uuid4

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pikkit.base.errors import InputError
from pikkit.bets.export.reread import problems_of_bets
from pikkit.review.decided import Decided, Reviewer, ReviewRefusal
from pikkit.review.fields import bet_changes, field_text
from pikkit.store import BetStore
from pikkit.store.base import Review
from pikkit.store.correcting import apply_corrections
from pikkit.store.shapes import CORRECTIONS, FLAG_PREFIX, WITHHELD

Key = tuple[str, str]
"""Bettor and bet id."""


def find_bet(store: BetStore, ref: str) -> pa.Table:
    """The bet that a reference BETTOR/BET_ID names, as read; one row.

    Raises:
        InputError: No such bet is stored, or it is withheld.
    """
    bettor, _, bet_id = ref.partition("/")
    bets = store.read(bettors=[bettor], bet_ids=[bet_id])
    if not bets.num_rows:
        hidden = store.read(bettors=[bettor], bet_ids=[bet_id], corrected=False).num_rows
        reason = "it is withheld; undo that first" if hidden else "a bet's reference is BETTOR/BET_ID"
        raise InputError(f"No bet {bet_id!r} of {bettor!r} can be read; {reason}.")
    return bets


def correct_bets(store: BetStore, bets: pa.Table, changes: Mapping[str, str], by: Reviewer) -> Decided:
    """Set fields of bets, as records that are applied when they are read.

    Args:
        store: Where the bets are.
        bets: The bets as they read now, in the BETS schema.
        changes: Texts by field, in the words of a bet (stake, outcome) or of an export (amount, status).
        by: Who corrects, and why.

    Returns:
        Bets that changed, that had these values already, and that would be none then.

    Raises:
        InputError: A field may not be corrected, a value cannot be read, or no reason is given.
    """
    _need_reason(by)
    wanted = bet_changes(changes)
    rows = bets.to_pylist()
    originals = _originals(store, bets)
    records = [
        _record(_key(row), field, field_text(originals[_key(row)][field]), text, by)
        for row in rows
        for field, text in wanted.items()
        if field_text(row[field]) != text
    ]
    table = pa.Table.from_pylist(records, CORRECTIONS)
    changing = set(zip(table["bettor"].to_pylist(), table["bet_id"].to_pylist(), strict=True))
    refused = _refusals(apply_corrections(bets, table), changing)
    bad = {refusal.ref for refusal in refused}
    kept = table.filter(pa.array([f"{r['bettor']}/{r['bet_id']}" not in bad for r in records], pa.bool_()))
    if kept.num_rows and not by.dry_run:
        store.review(Review(corrections=kept, who=by.who))
    return Decided(len(changing) - len(bad), len(rows) - len(changing), refused)


def withhold_bets(store: BetStore, bets: pa.Table, by: Reviewer) -> Decided:
    """Keep bets out of everything that is read; they stay stored."""
    return note_bets(store, bets, WITHHELD, "true", by)


def accept_flags(store: BetStore, bets: pa.Table, kind: str, by: Reviewer) -> Decided:
    """Say that bets with a flag are right as they are: the flag is not listed again."""
    return note_bets(store, bets, f"{FLAG_PREFIX}{kind}", "accepted", by)


def note_bets(store: BetStore, bets: pa.Table, field: str, value: str, by: Reviewer) -> Decided:
    """Record one decision about each bet under the name of a field."""
    keys = [_key(row) for row in bets.select(["bettor", "bet_id"]).to_pylist()]
    known = active_values(store, field)
    new = [key for key in keys if known.get(key) != value]
    if new and not by.dry_run:
        records = [_record(key, field, None, value, by) for key in new]
        store.review(Review(corrections=pa.Table.from_pylist(records, CORRECTIONS), who=by.who))
    return Decided(len(new), len(keys) - len(new))


def active_values(store: BetStore, field: str) -> dict[Key, str]:
    """The value of an active correction of a field, by bet."""
    log = store.corrections()
    active = log.filter(pc.and_(pc.is_null(log["reverted_at"]), pc.equal(log["field"], field)))
    return {_key(row): row["new_value"] for row in active.to_pylist()}


def _key(row: Mapping[str, str]) -> Key:
    return row["bettor"], row["bet_id"]


def _need_reason(by: Reviewer) -> None:
    if not by.why.strip():
        raise InputError("A correction needs a reason: say why, so that whoever reads it later knows.")


def _originals(store: BetStore, bets: pa.Table) -> dict[Key, dict[str, object]]:
    """What the sources said."""
    rows = store.read(bettors=bets["bettor"].unique().to_pylist(), bet_ids=bets["bet_id"].to_pylist(), corrected=False)
    return {_key(row): row for row in rows.to_pylist()}


def _record(key: Key, field: str, old: str | None, new: str | None, by: Reviewer) -> dict[str, object]:
    return {
        "id": uuid4().hex,
        "bettor": key[0],
        "bet_id": key[1],
        "field": field,
        "old_value": old,
        "new_value": new,
        "who": by.who,
        "created_at": 0,
        "why": by.why or "Decided in review.",
    }


def _refusals(corrected: pa.Table, changing: set[Key]) -> tuple[ReviewRefusal, ...]:
    """The bets that would break a rule once corrected."""
    problems = problems_of_bets(corrected)
    for row in np.flatnonzero(_wrong_sign(corrected)).tolist():
        problems.setdefault(row, "A win costs nothing and a loss brings nothing: correct outcome and profit together.")
    keys = [_key(row) for row in corrected.select(["bettor", "bet_id"]).to_pylist()]
    return tuple(
        ReviewRefusal("/".join(keys[row]), reason) for row, reason in sorted(problems.items()) if keys[row] in changing
    )


def _wrong_sign(bets: pa.Table) -> np.ndarray:
    lost_money = pc.and_(pc.equal(bets["outcome"], "win"), pc.less(bets["profit"], 0.0))
    won_money = pc.and_(pc.equal(bets["outcome"], "loss"), pc.greater(bets["profit"], 0.0))
    return np.asarray(pc.fill_null(pc.or_(lost_money, won_money), fill_value=False).to_numpy(), bool)
