"""Requests read as bets, all at once: canonical names, and the selection their texts or their fields describe."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from operator import itemgetter
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from pikkit.base.coded_texts import CodedTexts, coded, joined, mapped, repeated
from pikkit.bets.bet_info.market_names import canonical_market
from pikkit.bets.names import canonical_leagues, canonical_sports, canonical_sportsbook
from pikkit.bets.outcome import BetType
from pikkit.bets.player_name import player_name
from pikkit.features.definitions.feature import Columns, StackedColumns
from pikkit.features.online.reader import Keys
from pikkit.features.views.entity_keys import key_lists
from pikkit.quotes.placed_bets import TEXT_COLUMNS, PlacedBets
from pikkit.scoring.legs import Selected, selected
from pikkit.scoring.offered import OfferedPrice
from pikkit.scoring.price_column import all_are
from pikkit.scoring.request import ScoreRequest

_NAMED = ("bettor", "sportsbook", "sport", "league")
TEXTS = (*_NAMED, "market", "side", "subject")
GAME = ("home", "away", "period", "line")
"""What else tells which game a bet is on, and at which line; the line is a number."""
NOW = np.iinfo(np.int64).min
"""The ``placed_at`` of a bet that is placed when it is scored."""

Texts = Sequence[Any]
"""A column of texts, None where there is none."""

_FEW_VALUES = (*_NAMED, "selection", "market", "side", "subject", "home", "away", "period", "n_legs", "bet_type")
"""The fields of which many bets have the same."""


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
        nothing = repeated(None, len(odds))
        coded_fields = {name: coded(fields[name]) for name in _FEW_VALUES if name in fields}
        column = {name: coded_fields.get(name, nothing) for name in (*_NAMED, "selection", "n_legs", "bet_type")}
        n_legs, live, market, side, subject, *game = _selections(column)
        games = {name: coded_fields.get(name, fields.get(name)) for name in GAME}
        named = mapped(_market_named, coded_fields["market"]) if "market" in fields else None
        texts = {"market": _first(named, market), "side": _first(coded_fields.get("side"), side)}
        return cls(
            _names(column) | texts | {"subject": mapped(_player, _first(coded_fields.get("subject"), subject))},
            odds,
            placed_at,
            _array(_given(fields.get("live"), live), np.int8),
            _array(n_legs, np.int64),
            np.array(fields["stake"], dtype=np.float64) if "stake" in fields else np.full(len(odds), np.nan),
            doubtful,
            fields.get("quotes", ()),
            {name: _said(games[name], said) for name, said in zip(GAME, game, strict=True)},
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


def _selections(column: Mapping[str, Sequence[Any]]) -> Sequence[Sequence[Any]]:
    """The fields of ``Selected``, each as a column."""
    selections, legs, kinds, books = (column[name] for name in ("selection", "n_legs", "bet_type", "sportsbook"))
    n = len(selections)
    kinds = repeated(None, n) if all_are(kinds, BetType.STRAIGHT) else kinds
    if all_are(selections, None):  # then nothing is read of the book, and little of the rest
        books = selections
    read = mapped(lambda each: selected(*each), joined(selections, legs, kinds, books))
    if isinstance(read, CodedTexts):
        return [read.mapped(itemgetter(place)) for place in range(len(Selected._fields))]
    return [list(each) for each in zip(*read, strict=True)] if read else [()] * len(Selected._fields)


def microseconds(moments: Sequence[datetime | None]) -> npt.NDArray[np.int64]:
    """Moments in µs since 1970; ``NOW`` for None."""
    return np.array([_microsecond(moment) for moment in moments], dtype=np.int64)


def _microsecond(moment: datetime | None) -> int:
    return NOW if moment is None else round(moment.timestamp() * 1_000_000)


def _names(column: Mapping[str, Sequence[Any]]) -> dict[str, Texts]:
    league = mapped(_leagues_named, column["league"])
    return {
        "bettor": column["bettor"],
        "sportsbook": mapped(_book_named, column["sportsbook"]),
        "sport": mapped(_sport_named, joined(column["sport"], league)),
        "league": league,
    }


def _first(given: Sequence[Any] | None, read: Sequence[Any]) -> Texts:
    return read if given is None else _each(lambda pair: pair[0] or pair[1], joined(given, read))


def _said(given: Sequence[Any] | None, read: Sequence[Any]) -> Texts:
    """Like ``_first``, but 0 is something that is given."""
    return read if given is None else _each(_said_of, joined(given, read))


def _each(function: Callable[[Any], Any], pairs: Sequence[tuple[Any, Any]]) -> Texts:
    return pairs.mapped(function) if isinstance(pairs, CodedTexts) else list(map(function, pairs))


def _said_of(pair: tuple[Any, Any]) -> Any:
    return pair[1] if pair[0] is None or pair[0] == "" else pair[0]


def _given(given: Sequence[bool | None] | None, read: Sequence[bool]) -> Sequence[bool]:
    return read if given is None else [own if one is None else one for one, own in zip(given, read, strict=True)]


def _array(column: Sequence[Any], dtype: npt.DTypeLike) -> npt.NDArray[Any]:
    return column.array(dtype) if isinstance(column, CodedTexts) else np.array(column, dtype=dtype)


def _sport_named(pair: tuple[str | None, str | None]) -> str | None:
    return canonical_sports(pair[0] or "", pair[1])


def _book_named(text: str) -> str:
    return canonical_sportsbook(text)[0]


def _leagues_named(text: str | None) -> str | None:
    return canonical_leagues(text) if text else None


def _player(text: str | None) -> str | None:
    return player_name(text) if text else None


def _market_named(text: str | None) -> str | None:
    return canonical_market(text) if text else None


def _lowered(text: str | None) -> str:
    return text.lower() if text else ""


def _objects(values: Sequence[Any]) -> np.ndarray:
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array
