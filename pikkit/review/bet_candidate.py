"""Quarantined rows on their way to becoming bets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import uuid4

import pyarrow as pa

from pikkit.bets.export.reread import reread
from pikkit.review.decided import Reviewer, ReviewRefusal
from pikkit.review.fields import FIELD_OF_COLUMN, field_text
from pikkit.review.quarantined_items import QuarantinedRow
from pikkit.store import BetStore
from pikkit.store.arrow_rows import knowledge
from pikkit.store.base import Review
from pikkit.store.correcting import CORRECTABLE
from pikkit.store.hashing import content_hash
from pikkit.store.shapes import CORRECTIONS, DECISIONS, QUARANTINE_FIELD
from pikkit.store.upserting import CONTENT


@dataclass(frozen=True, slots=True)
class BetCandidate:
    """A row on its way to becoming a bet: a table of that one bet, and its content hash."""

    row: QuarantinedRow
    bet: pa.Table
    hash: int
    knows: int

    @property
    def key(self) -> str:
        """The bet's id."""
        return str(self.bet["bet_id"][0].as_py())


def candidates(
    rows: list[QuarantinedRow], changes: Mapping[str, str], bettor: str, source: str
) -> tuple[list[BetCandidate], tuple[ReviewRefusal, ...]]:
    """The bets that rows make, and a sentence for each that makes none."""
    raws = [{**row.raw, **changes} for row in rows]
    read = reread(raws, [row.lines[-1] for row in rows], bettor, source, excused=not changes, decimal="odds" in changes)
    hashes = content_hash(read.bets.select(CONTENT)).tolist()
    knows = knowledge(read.bets["outcome"]).tolist()
    fit = [
        BetCandidate(rows[row], read.bets.slice(position, 1), hashes[position], knows[position])
        for position, row in enumerate(read.good.tolist())
    ]
    refused = [ReviewRefusal(rows[row].ref, f"{why} Correct that first.") for row, why in read.problems.items()]
    return fit, tuple(refused)


def not_stored(
    store: BetStore, bettor: str, bet_candidates: list[BetCandidate]
) -> tuple[list[BetCandidate], tuple[ReviewRefusal, ...]]:
    """Those whose bet is not stored, or stored when less was known about its end; each bet once."""
    ids = {candidate.key for candidate in bet_candidates}
    stored = store.read(bettors=[bettor], bet_ids=ids, corrected=False)
    known = dict(zip(stored["bet_id"].to_pylist(), knowledge(stored["outcome"]).tolist(), strict=True))
    free, refused = [], []
    for candidate in bet_candidates:
        if candidate.knows > known.get(candidate.key, -1):
            known[candidate.key] = candidate.knows
            free.append(candidate)
        else:
            taken = f"A bet {candidate.key!r} of {bettor} is stored already"
            reason = f"{taken}; correct that one, reject this row, or give it a bet_id of its own."
            refused.append(ReviewRefusal(candidate.row.ref, reason))
    return free, tuple(refused)


def becoming(bet_candidates: list[BetCandidate], changes: Mapping[str, str], by: Reviewer) -> Review:
    """The bets, what was decided about their rows, and the record of it."""
    status = "corrected" if changes else "accepted"
    records = [record for candidate in bet_candidates for record in _records(candidate, changes, status, by)]
    return Review(
        bets=pa.concat_tables([candidate.bet for candidate in bet_candidates]),
        decisions=decisions_about([candidate.row for candidate in bet_candidates], status, by),
        corrections=pa.Table.from_pylist(records, CORRECTIONS),
        who=by.who,
    )


def _records(candidate: BetCandidate, changes: Mapping[str, str], status: str, by: Reviewer) -> list[dict[str, object]]:
    """That the row became its bet, and each field that was set, so that no later import takes it back."""
    row, bet = candidate.row, candidate.bet.to_pylist()[0]
    why = by.why or f"The row was {status}."
    common = {"bettor": bet["bettor"], "bet_id": bet["bet_id"], "who": by.who, "why": why, "created_at": 0}
    records = [
        {**common, "field": QUARANTINE_FIELD, "old_value": row.ref, "new_value": f"{candidate.hash % 2**64:016x}"}
    ]
    was = {FIELD_OF_COLUMN[name]: row.raw.get(name) or None for name in changes}
    records += [
        {**common, "field": field, "old_value": old, "new_value": field_text(bet[field])}
        for field, old in was.items()
        if field in CORRECTABLE
    ]
    return [{"id": uuid4().hex, **record} for record in records]


def decisions_about(rows: Sequence[QuarantinedRow], status: str, by: Reviewer) -> pa.Table:
    """One decision about several rows, as DECISIONS."""
    decided = [
        {
            "bettor": row.bettor,
            "source": row.source,
            "content_hash": row.content_hash,
            "status": status,
            "decided_by": by.who,
            "note": by.why or None,
        }
        for row in rows
    ]
    return pa.Table.from_pylist(decided, DECISIONS)
