"""What matching bets to quotes reads of them, of bets in the store and of bets that are about to be placed alike."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Texts = Sequence[str | None]
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

TEXT_COLUMNS = ("sportsbook", "sport", "league", "home", "away", "market", "side", "subject", "period")
"""The columns of texts, in the order of the attributes."""


@dataclass(frozen=True)
class PlacedBets:
    """n bets in the terms of the bets table; a text is None where it is not known.

    Attributes:
        sportsbook, sport, league, home, away, market, side, subject, period: Canonical, as in schema BETS.
        line: NaN where there is none, shape (n,).
        odds: Decimal, shape (n,).
        n_legs: Shape (n,).
        live: Shape (n,).
        placed_at: µs since 1970, shape (n,).
        settled_at: The same, −1 for an open bet.
    """

    sportsbook: Texts
    sport: Texts
    league: Texts
    home: Texts
    away: Texts
    market: Texts
    side: Texts
    subject: Texts
    period: Texts
    line: Floats
    odds: Floats
    n_legs: Ints
    live: npt.NDArray[np.bool_]
    placed_at: Ints
    settled_at: Ints

    def __len__(self) -> int:
        return len(self.odds)

    @classmethod
    def of(cls, bets: pa.Table) -> "PlacedBets":
        """Those of a table of schema BETS."""
        texts = {name: bets[name].to_pylist() for name in TEXT_COLUMNS}
        moments = {name: bets[name].cast(pa.int64()).fill_null(-1).to_numpy() for name in ("placed_at", "settled_at")}
        return cls(
            **texts,
            **moments,
            line=bets["line"].fill_null(float("nan")).to_numpy(),
            odds=bets["odds"].to_numpy(),
            n_legs=bets["n_legs"].to_numpy(),
            live=bets["live"].to_numpy(),
        )

    def own_books(self, books: Sequence[str]) -> Ints:
        """The place of each bet's book among books, −1 for one that is not, shape (n,)."""
        codes = {name: code for code, name in enumerate(books)}
        return np.array([codes.get(name or "", -1) for name in self.sportsbook], dtype=np.int64)
