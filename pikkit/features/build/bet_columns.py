"""What a bet says of itself, as the columns its features are computed from."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pikkit.bets.outcome import BetType


def asked_columns(bets: pa.Table) -> dict[str, np.ndarray]:
    """The request columns (``pikkit.features.definitions.feature.Columns``) of bets of schema BETS."""
    columns = {name: pc.utf8_lower(bets[name].fill_null("")).to_numpy() for name in ("sport", "market", "side")}
    columns["odds"] = bets["odds"].to_numpy()
    columns["stake"] = bets["stake"].to_numpy()
    columns["placed_at"] = bets["placed_at"].cast(pa.int64()).to_numpy()
    columns["live"] = bets["live"].cast(pa.int8()).to_numpy()
    columns["n_legs"] = legs_of(bets)
    return columns


def legs_of(bets: pa.Table) -> np.ndarray:
    """How many legs each bet has, shape (n,): as exported, but at least 2 unless it is a straight bet."""
    fewest = pc.if_else(pc.equal(bets["bet_type"], BetType.STRAIGHT), 1, 2)
    return np.asarray(pc.max_element_wise(bets["n_legs"], fewest).cast(pa.int64()).to_numpy())
