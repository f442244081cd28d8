"""The keys a bet's history is looked up by, as a relational expression and, for bets online, as columns.

The two forms are held equal by a test. An unknown key is the text ``unknown``: it has a history of its own.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from pikkit.base.coded_texts import FEW, CodedTexts, joined, mapped
from pikkit.bets import odds_bands

if TYPE_CHECKING:
    import ibis.expr.types as ir

UNKNOWN = "unknown"
ODDS_BANDS = odds_bands.ODDS_BANDS
_EDGES = np.asarray(ODDS_BANDS)
_BANDS = range(len(ODDS_BANDS) + 1)
TEXT_KEYS = ("bettor", "sportsbook", "sport", "league", "subject")


def with_keys(bets: "ir.Table") -> "ir.Table":
    """Add the key columns to a BETS relation: the text keys made non-null, ``market_side`` and ``odds_band``."""
    import ibis  # noqa: PLC0415 (takes longer than a score, which needs the other form alone)

    known = {name: bets[name].fill_null(UNKNOWN) for name in TEXT_KEYS}
    market_side = bets.market.fill_null(UNKNOWN) + ":" + bets.side.fill_null(UNKNOWN)
    band = sum(((bets.odds >= edge).cast("int64") for edge in ODDS_BANDS), start=ibis.literal(0, type="int64"))
    return bets.mutate(**known, market_side=market_side, odds_band=band)


def key_lists(
    texts: Mapping[str, Sequence[str | None]], odds: npt.NDArray[np.float64]
) -> dict[str, Sequence[str] | Sequence[int]]:
    """The same keys for requests, as columns of length n.

    Args:
        texts: A column of length n for each of ``TEXT_KEYS`` and for ``market`` and ``side``; None = unknown.
        odds: Decimal odds, shape (n,).
    """
    filled = {name: _filled(texts[name]) for name in TEXT_KEYS}
    market_side = mapped(_market_side, joined(texts["market"], texts["side"]))
    bands = odds_bands_of(odds)
    own = CodedTexts(_BANDS, bands) if len(bands) > FEW else bands.tolist()
    return {**filled, "market_side": market_side, "odds_band": own}


def odds_bands_of(odds: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """Which of the bands of prices each is in, shape (n,)."""
    return _EDGES.searchsorted(odds, side="right").astype(np.int64)


def _market_side(pair: tuple[str | None, str | None]) -> str:
    return f"{_known(pair[0])}:{_known(pair[1])}"


def _filled(column: Sequence[str | None]) -> Sequence[str]:
    if type(column) is list and None not in column:
        return column
    return mapped(_known, column)


def _known(value: str | None) -> str:
    return UNKNOWN if value is None else value
