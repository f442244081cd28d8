"""Requests read as bets, all at once: canonical names, and the selection their texts or their fields describe."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from pikkit.bets.bet_info.market_names import canonical_market
from pikkit.bets.names import canonical_leagues, canonical_sports, canonical_sportsbook
from pikkit.bets.outcome import BetType
from pikkit.bets.player_name import player_name
from pikkit.features.definitions.feature import Columns
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

Texts = list[Any]
"""A column of texts, None where there is none."""


@dataclass(frozen=True)
class BetBatch:
    """n bets to score, in the terms of the bets table.

    Attributes:
        texts: For each of ``TEXTS`` a list of length n, None where it is not known.
        odds: Decimal, shape (n,).
        placed_at: µs since 1970, or ``NOW``, shape (n,).
        live: 0 or 1, shape (n,).
        n_legs: Shape (n,).
        stake: NaN where it is not said, shape (n,).
        doubtful: Whether the price could be American odds as well, shape (n,); None: none could.
        quotes: What other books offer, of each bet; None, or left out, where nothing is said.
        game: For each of ``GAME`` a list of length n, None where it is not known; left out: of no bet.
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
        nothing = [None] * len(odds)
        column = {name: fields.get(name, nothing) for name in (*_NAMED, "selection", "n_legs", "bet_type")}
        n_legs, live, market, side, subject, *game = _selections(column)
        named = _mapped(_market_named, fields["market"]) if "market" in fields else None
        texts = {"market": _first(named, market), "side": _first(fields.get("side"), side)}
        return cls(
            _names(column) | texts | {"subject": _mapped(_player, _first(fields.get("subject"), subject))},
            odds,
            placed_at,
            np.array(_given(fields.get("live"), live), dtype=np.int8),
            np.array(n_legs, dtype=np.int64),
            np.array(fields["stake"], dtype=np.float64) if "stake" in fields else np.full(len(odds), np.nan),
            doubtful,
            fields.get("quotes", ()),
            {name: _said(fields.get(name), said) for name, said in zip(GAME, game, strict=True)},
        )

    def placed_by(self, now: datetime) -> npt.NDArray[np.int64]:
        """When the bets are placed, in µs since 1970, those without a moment ``now``."""
        return np.where(self.placed_at == NOW, round(now.timestamp() * 1_000_000), self.placed_at)

    def placed_bets(self, placed_at: npt.NDArray[np.int64]) -> PlacedBets:
        """The batch as what is matched to quotes, placed at these moments."""
        nothing = [None] * len(self)
        texts = {name: self.game.get(name, nothing) for name in GAME} | dict(self.texts)
        return PlacedBets(
            **{name: texts[name] for name in TEXT_COLUMNS},
            line=np.array(texts["line"], dtype=np.float64),
            odds=self.odds,
            n_legs=self.n_legs,
            live=self.live.astype(np.bool_),
            placed_at=placed_at,
            settled_at=np.full(len(self), -1, dtype=np.int64),
        )


@dataclass(frozen=True)
class AskedColumns:
    """n asked bets: history keys as lists, request columns (``Columns``) of shape (n,), odds and legs."""

    keys: Keys
    request: Columns
    odds: np.ndarray
    n_legs: np.ndarray
    placed_at: np.ndarray


def batch_columns(batch: BetBatch, placed_at: npt.NDArray[np.int64]) -> AskedColumns:
    """The columns the features of a batch are computed from, placed at these moments."""
    lowered = {name: _objects(_mapped(_lowered, batch.texts[name])) for name in ("sport", "market", "side")}
    given: Columns = {"placed_at": placed_at, "live": batch.live, "n_legs": batch.n_legs, "stake": batch.stake}
    request: Columns = {**lowered, "odds": batch.odds, **given}
    return AskedColumns(key_lists(batch.texts, batch.odds), request, batch.odds, batch.n_legs, placed_at)


def _selections(column: Mapping[str, Sequence[Any]]) -> Sequence[Sequence[Any]]:
    """The fields of ``Selected``, each as a column."""
    selections, legs, kinds, books = (column[name] for name in ("selection", "n_legs", "bet_type", "sportsbook"))
    n = len(selections)
    kinds = [None] * n if all_are(kinds, BetType.STRAIGHT) else kinds
    if all_are(selections, None):  # then nothing is read of the book, and little of the rest
        books = selections
    asked = list(zip(selections, legs, kinds, books, strict=True))
    if len(set(asked)) == 1:
        return [[value] * n for value in selected(*asked[0])]
    read = _mapped(lambda each: selected(*each), asked)
    return list(zip(*read, strict=True)) if read else [()] * len(Selected._fields)


def microseconds(moments: Sequence[datetime | None]) -> npt.NDArray[np.int64]:
    """Moments in µs since 1970; ``NOW`` for None."""
    return np.array([_microsecond(moment) for moment in moments], dtype=np.int64)


def _microsecond(moment: datetime | None) -> int:
    return NOW if moment is None else round(moment.timestamp() * 1_000_000)


def _names(column: Mapping[str, Sequence[Any]]) -> dict[str, Texts]:
    league = _mapped(_leagues_named, column["league"])
    return {
        "bettor": list(column["bettor"]),
        "sportsbook": _mapped(_book_named, column["sportsbook"]),
        "sport": _mapped(_sport_named, list(zip(column["sport"], league, strict=True))),
        "league": league,
    }


def _mapped(function: Callable[[Any], Any], values: Sequence[Any]) -> list[Any]:
    """The function of every value, called once for each distinct one."""
    if len(values) == 1:
        return [function(values[0])]
    results = {value: function(value) for value in set(values)}
    if len(results) == 1:
        return [*results.values()] * len(values)
    return list(map(results.__getitem__, values))


def _first(given: Sequence[Any] | None, read: Sequence[Any]) -> Texts:
    return list(read) if given is None else [one or other for one, other in zip(given, read, strict=True)]


def _said(given: Sequence[Any] | None, read: Sequence[Any]) -> Texts:
    """Like ``_first``, but 0 is something that is given."""
    if given is None:
        return list(read)
    return [other if one is None or one == "" else one for one, other in zip(given, read, strict=True)]


def _given(given: Sequence[bool | None] | None, read: Sequence[bool]) -> Sequence[bool]:
    return read if given is None else [own if one is None else one for one, own in zip(given, read, strict=True)]


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
