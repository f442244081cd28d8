"""Which bets enter what is made of everybody's: those that an import would have let in, however they were written.

Over Supabase a user writes rows of his own without the reader. The policies there refuse what the reader would; this is
the same gate once more, for rows that were written before there were any and by whoever goes round them.
"""

import logging

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pikkit.bets.export.reread import unfit_bets
from pikkit.store.base import BetStore
from pikkit.store.shapes import BET_KEYS, QUARANTINE_FIELD

log = logging.getLogger("pikkit.store")


def common_bets(bets: pa.Table, store: BetStore) -> pa.Table:
    """The bets that keep the reader's rules, or break only some that a person has overruled for them.

    Args:
        bets: As BETS, read from the store.
        store: Has what was decided.
    """
    never, excusable = unfit_bets(bets)
    out = never
    if excusable.any():
        out = never | (excusable & ~_excused(bets, store))
    if not out.any():
        return bets
    whose = pc.unique(bets["bettor"].filter(pa.array(out))).to_pylist()
    shown = ", ".join(name[:50] for name in whose[:5])
    log.warning("Left %d bets that no import would have let in out of what is common (of %s).", out.sum(), shown)
    return bets.filter(pa.array(~out))


def _excused(bets: pa.Table, store: BetStore) -> NDArray[np.bool_]:
    """Bets that a person made of quarantined rows, shape (bets,)."""
    made = store.corrections()
    made = made.filter(pc.and_(pc.equal(made["field"], QUARANTINE_FIELD), pc.is_null(made["reverted_at"])))
    known = set(zip(*(made[name].to_pylist() for name in BET_KEYS.names), strict=True))
    keys = zip(*(bets[name].to_pylist() for name in BET_KEYS.names), strict=True)
    return np.fromiter((key in known for key in keys), bool, bets.num_rows)
