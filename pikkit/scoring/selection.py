"""Requests read as bets, all at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from pikkit.base.coded_texts import CodedTexts, mapped
from pikkit.features.definitions.feature import Columns, StackedColumns
from pikkit.features.online.reader import Keys
from pikkit.features.views.entity_keys import key_lists
from pikkit.quotes.placed_bets import TEXT_COLUMNS, PlacedBets
from pikkit.scoring.bet_words import Texts, bet_words
from pikkit.scoring.offered import OfferedPrice
from pikkit.scoring.request import ScoreRequest

TEXTS = ("bettor", "sportsbook", "sport", "league", "market", "side", "subject")
GAME = ("home", "away", "period", "line")
"""What else tells which game a bet is on, and at which line; the line is a number."""
NOW = np.iinfo(np.int64).min
"""The ``placed_at`` of a bet that is placed when it is scored."""


@dataclass(frozen=True)
class BetBatch:
    """n bets to score, in the terms of the bets table.

    Attributes:
        texts: For each of ``TEXTS`` a column of length n, None where it is not known.
        odds: Decimal, shape (n,).
        placed_at: µs since 1970, or ``NOW``, shape (n,).
        live: 0 or 1, shape (n,).
        n_legs: Shape (n,).
        stake: NaN where it is not said, shape (n,).
        doubtful: Whether the price could be American odds as well, shape (n,); None: none could.
        quotes: What other books offer, of each bet; None, or left out, where nothing is said.
        game: For each of ``GAME`` a column of length n, None where it is not known; left out: of no bet.
    """

    texts: Mapping[str, Texts]
    odds: npt.NDArray[np.float64]
    placed_at: npt.NDArray[np.int64]
    live: npt.NDArray[np.int8]
    n_legs: npt.NDArray[np.int64]
    stake: npt.NDArray[np.float64]
    doubtful: npt.NDArray[np.bool_] | None = None
    quotes: Sequence[Sequence[OfferedPrice] | None] = ()
    game: Mapping[str, Texts] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.odds)

    @classmethod
    def of(cls, requests: Sequence[ScoreRequest]) -> Self:
        """Read checked requests."""
        fields = {name: [getattr(request, name) for request in requests] for name in ScoreRequest.model_fields}
        odds = np.array([request.decimal_odds for request in requests], dtype=np.float64)
        doubtful = np.array([request.doubtful_odds for request in requests], dtype=np.bool_)
        return cls.read(fields, odds, microseconds(fields["placed_at"]), doubtful)

    @classmethod
    def read(
        cls,
        fields: Mapping[str, Sequence[Any]],
        odds: npt.NDArray[np.float64],
        placed_at: npt.NDArray[np.int64],
        doubtful: npt.NDArray[np.bool_] | None = None,
    ) -> Self:
        """Read checked columns.

        Args:
            fields: Columns of length n by the names of ``ScoreRequest``'s fields, their values as there; those that are
                left out, no bet has.
            odds: Decimal.
            placed_at: µs since 1970, or ``NOW``.
            doubtful: Whose price could be American odds as well.
        """
        words = bet_words(fields, len(odds))
        return cls(
            {name: getattr(words, name) for name in TEXTS},
            odds,
            placed_at,
            _array(_given(fields.get("live"), words.live), np.int8),
            _array(words.n_legs, np.int64),
            np.array(fields["stake"], dtype=np.float64) if "stake" in fields else np.full(len(odds), np.nan),
            doubtful,
            fields.get("quotes", ()),
            {name: getattr(words, name) for name in GAME} | {"line": _given(fields.get("line"), words.line)},
        )

    def placed_by(self, now: datetime) -> npt.NDArray[np.int64]:
        """When the bets are placed, in µs since 1970, those without a moment ``now``."""
        return np.where(self.placed_at == NOW, round(now.timestamp() * 1_000_000), self.placed_at)

    def placed_bets(self, placed_at: npt.NDArray[np.int64]) -> PlacedBets:
        """The batch as what is matched to quotes, placed at these moments."""
        nothing = [None] * len(self)
        texts = {name: self.game.get(name, nothing) for name in GAME} | dict(self.texts)
        return PlacedBets(
            **{name: list(texts[name]) for name in TEXT_COLUMNS},
            line=_array(texts["line"], np.float64),
            odds=self.odds,
            n_legs=self.n_legs,
            live=self.live.astype(np.bool_),
            placed_at=placed_at,
            settled_at=np.full(len(self), -1, dtype=np.int64),
        )


@dataclass(frozen=True)
class AskedColumns:
    """n asked bets: history keys as columns, request columns (``Columns``) of shape (n,), odds and legs."""

    keys: Keys
    request: StackedColumns
    odds: np.ndarray
    n_legs: np.ndarray
    placed_at: np.ndarray


def batch_columns(batch: BetBatch, placed_at: npt.NDArray[np.int64]) -> AskedColumns:
    """The columns the features of a batch are computed from, placed at these moments."""
    lowered = {name: mapped(_lowered, batch.texts[name]) for name in ("sport", "market", "side")}
    given: Columns = {"placed_at": placed_at, "live": batch.live, "n_legs": batch.n_legs, "stake": batch.stake}
    request = _RequestColumns(lowered, {"odds": batch.odds, **given})
    return AskedColumns(key_lists(batch.texts, batch.odds), request, batch.odds, batch.n_legs, placed_at)


class _RequestColumns(StackedColumns):
    """The columns of the bets; texts are arrays only if somebody wants them so."""

    def __init__(self, texts: Mapping[str, Sequence[str]], numbers: Columns) -> None:
        self._texts, self._numbers = texts, numbers

    def __getitem__(self, name: str) -> npt.NDArray[np.generic]:
        return self._numbers[name] if name in self._numbers else _objects(self._texts[name])

    def __contains__(self, name: object) -> bool:
        return name in self._numbers or name in self._texts

    def __iter__(self) -> Iterator[str]:
        return chain(self._texts, self._numbers)

    def __len__(self) -> int:
        return len(self._texts) + len(self._numbers)

    def stacked(self, names: tuple[str, ...]) -> npt.NDArray[np.float64]:
        """See ``StackedColumns``."""
        return np.array([self._numbers[name] for name in names], dtype=np.float64)

    def texts(self, name: str) -> Sequence[str]:
        """See ``StackedColumns``."""
        return self._texts[name]


def microseconds(moments: Sequence[datetime | None]) -> npt.NDArray[np.int64]:
    """Moments in µs since 1970; ``NOW`` for None."""
    return np.array([_microsecond(moment) for moment in moments], dtype=np.int64)


def _microsecond(moment: datetime | None) -> int:
    return NOW if moment is None else round(moment.timestamp() * 1_000_000)


def _given(given: Sequence[Any] | None, read: Sequence[Any]) -> Sequence[Any]:
    """What bets say themselves; where they do not, what was read."""
    return read if given is None else [own if one is None else one for one, own in zip(given, read, strict=True)]


def _array(column: Sequence[Any], dtype: npt.DTypeLike) -> npt.NDArray[Any]:
    return column.array(dtype) if type(column) is CodedTexts else np.array(column, dtype=dtype)


def _lowered(text: str | None) -> str:
    return text.lower() if text else ""


def _objects(values: Sequence[Any]) -> np.ndarray:
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array
