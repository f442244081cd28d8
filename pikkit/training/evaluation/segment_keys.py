"""What bets are divided by when a model is judged by segment."""

from dataclasses import dataclass, fields
from typing import Self

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pikkit.bets.odds_bands import ODDS_BANDS, odds_band_name
from pikkit.features.views.entity_keys import UNKNOWN
from pikkit.training.dataset import Ints, Mask, TrainingSet

Texts = npt.NDArray[np.str_]
OTHER = "other"
MIN_BETS = 100
"""Decided bets a segment needs to be shown alone."""
LEAGUES = 20
"""At most so many leagues are shown alone."""
DIMENSIONS = ("sport", "league", "market", "odds_band", "sportsbook", "month")


@dataclass(frozen=True)
class SegmentKeys:
    """Names of n bets' sport, league, market and sportsbook; ``unknown`` where there is none."""

    sport: Texts
    league: Texts
    market: Texts
    sportsbook: Texts

    def take(self, rows: Mask | Ints) -> Self:
        """The same for some of the rows."""
        return type(self)(*(getattr(self, field.name)[rows] for field in fields(self)))


KEYS = tuple(field.name for field in fields(SegmentKeys))
"""The columns that keys are read from."""


def segment_keys(table: pa.Table) -> SegmentKeys:
    """The keys of a bets table's rows, in its order."""
    return SegmentKeys(*(np.array(table[name].fill_null(UNKNOWN).to_pylist(), dtype=np.str_) for name in KEYS))


@dataclass(frozen=True)
class Segments:
    """One way to divide n bets: each bet's segment as a number, and the segments' names by number."""

    by: str
    number: Ints
    names: tuple[str, ...]


def segments(by: str, data: TrainingSet, keys: SegmentKeys) -> Segments:
    """Divide decided bets by one of ``DIMENSIONS``, largest segment first (months and odds bands in their order)."""
    if by == "month":
        return _numbered(by, _months(data), in_order=True)
    if by == "odds_band":
        band = np.searchsorted(np.asarray(ODDS_BANDS), data.odds, side="right")
        numbers, place = np.unique(band, return_inverse=True)
        return Segments(by, place.astype(np.int64), tuple(odds_band_name(int(number)) for number in numbers))
    return _numbered(by, getattr(keys, by), in_order=False, at_most=LEAGUES if by == "league" else None)


def _months(data: TrainingSet) -> Texts:
    return data.placed_at.astype("datetime64[us]").astype("datetime64[M]").astype(np.str_)


def _numbered(by: str, texts: Texts, *, in_order: bool, at_most: int | None = None) -> Segments:
    names, number, counts = np.unique(texts, return_inverse=True, return_counts=True)
    if in_order:
        return Segments(by, number.astype(np.int64), tuple(names.tolist()))
    order = np.argsort(-counts, kind="stable")
    alone = [i for i in order if counts[i] >= MIN_BETS][:at_most]
    place = np.full(len(names), len(alone), dtype=np.int64)
    place[alone] = np.arange(len(alone))
    rest = [OTHER] if len(alone) < len(names) else []
    return Segments(by, place[number], (*(str(names[i]) for i in alone), *rest))
