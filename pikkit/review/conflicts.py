"""Corrections whose source has come to say something new since."""

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from pikkit.review.fields import field_text
from pikkit.store import BetStore
from pikkit.store.correcting import CORRECTABLE


@dataclass(frozen=True, slots=True)
class Conflict:
    """A correction that still wins, though the source no longer says what it corrected."""

    correction: str
    """Its id."""
    bettor: str
    bet_id: str
    field: str
    corrected: str | None
    """What is read."""
    source_said: str | None
    """When it was corrected."""
    source_says: str | None
    """Now."""


def find_conflicts(store: BetStore) -> list[Conflict]:
    """Active corrections whose source says neither what it said then nor what they set."""
    log = store.corrections()
    active = log.filter(pc.and_(pc.is_null(log["reverted_at"]), pc.is_in(log["field"], pa.array(sorted(CORRECTABLE)))))
    if not active.num_rows:
        return []
    winning = {(row["bettor"], row["bet_id"], row["field"]): row for row in active.to_pylist()}
    bets = store.read(
        bettors=active["bettor"].unique().to_pylist(), bet_ids=active["bet_id"].unique().to_pylist(), corrected=False
    )
    originals = {(row["bettor"], row["bet_id"]): row for row in bets.to_pylist()}
    return [
        Conflict(row["id"], bettor, bet_id, field, row["new_value"], row["old_value"], now)
        for (bettor, bet_id, field), row in winning.items()
        if (bettor, bet_id) in originals
        and (now := field_text(originals[bettor, bet_id][field])) not in {row["old_value"], row["new_value"]}
    ]
