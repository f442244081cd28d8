"""Every mention of a game in a table of bets: a single's own, and one for each leg of a bet of several."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pikkit.bets.bet_info.parse import leg_fields, split_legs
from pikkit.bets.events.pairing import Pairing, pairing
from pikkit.bets.outcome import Outcome

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Columns = Mapping[str, pa.Array]

NEVER = np.int64(1 << 33)
"""When an open bet settles: the year 2242."""
SEPARATOR = " | "
"""Between a multi-leg bet's legs in its text, and between the sports and the leagues they are of."""
_UNIT = "\x1f"
_GAME = r"(?i)\b(?:game|gm)\.? ?#?{}\b"
_UNDECIDED = (Outcome.OPEN, Outcome.VOID, Outcome.CASH_OUT)
_WHOLE = ("moneyline", "spread", "total", "alternate spread", "alternate total")


@dataclass(frozen=True)
class Mentions:
    """Mentions of games, one a place in each array; times are seconds since 1970 UTC.

    Attributes:
        row: The row of the bet.
        pair: The place of its pairing in ``pairings``.
        pairings: The pairings, in the order of their keys.
        placed: When the bet was placed.
        settled: When it was settled, ``NEVER`` if it is open.
        decided: Whether it was settled because the game, or what of it the bet is on, was over; of a leg never known.
        whole: Whether it is on the result of the whole game.
        cashed: Whether it was cashed out: then the game was not over.
        game: 1 or 2 where the text says which game of a doubleheader it is on, 0 otherwise.
        is_leg: Whether it is of a bet of several legs.
        alone: Whether the bet is on this game only: it is a single, or every leg is on it.
    """

    row: Ints
    pair: Ints
    pairings: tuple[Pairing, ...]
    placed: Ints
    settled: Ints
    decided: Bools
    whole: Bools
    cashed: Bools
    game: Ints
    is_leg: Bools
    alone: Bools

    def per_pair(self, numbers: Sequence[float]) -> npt.NDArray[np.float64]:
        """A number of each pairing, as one of each mention."""
        return np.array(numbers, dtype=np.float64)[self.pair] if len(self.pair) else np.empty(0)


def read_mentions(bets: pa.Table) -> Mentions:
    """The mentions in bets of which at least ``sport``, ``home``, ``away``, ``bet_info`` and ``placed_at`` are given.

    ``league``, ``market``, ``period``, ``outcome`` and ``settled_at`` are read where they are there. A leg does not say
    of which of the bet's sports it is: one that no table of teams settles counts for each of them.
    """
    names = ("sport", "league", "home", "away", "bet_info", "outcome", "market", "period")
    columns = {name: _texts(bets, name) for name in names}
    rows, singles = _singles(columns)
    owners, legs, one_game = _legs(columns)
    pairings = tuple(sorted({one.key: one for one in (*singles, *legs)}.values()))
    place = {one.key: index for index, one in enumerate(pairings)}
    row = np.concatenate([rows, owners])
    settled = _seconds(bets, "settled_at")
    settled[pc.equal(columns["outcome"], Outcome.OPEN).fill_null(False).to_numpy(zero_copy_only=False)] = NEVER
    is_leg = np.arange(len(row)) >= len(rows)
    return Mentions(
        row=row,
        pair=np.array([place[one.key] for one in (*singles, *legs)], dtype=np.int64),
        pairings=pairings,
        placed=_seconds(bets, "placed_at")[row],
        settled=settled[row],
        decided=(_mask(pc.invert(_is_one_of(columns["outcome"], _UNDECIDED))) & (settled < NEVER))[row] & ~is_leg,
        whole=_whole(columns)[row],
        cashed=_mask(pc.equal(columns["outcome"], Outcome.CASH_OUT))[row],
        game=_games(columns["bet_info"])[row],
        is_leg=is_leg,
        alone=np.concatenate([np.ones(len(rows), dtype=bool), one_game]),
    )


def _singles(columns: Columns) -> tuple[Ints, list[Pairing]]:
    """The rows that name a game, and its pairing for each of them; each different one is looked up once."""
    rows = np.flatnonzero(_mask(pc.and_(pc.is_valid(columns["home"]), pc.is_valid(columns["away"]))))
    parts = [pc.fill_null(columns[name], "").take(pa.array(rows)) for name in ("home", "away", "sport", "league")]
    encoded = pc.binary_join_element_wise(*parts, _UNIT).dictionary_encode()
    pairings = [_pairing(*text.split(_UNIT)) for text in encoded.dictionary.to_pylist()]
    each = [pairings[code] for code in encoded.indices.to_pylist()]
    named = np.array([one is not None for one in each], dtype=bool)
    return rows[named], [one for one in each if one is not None]


def _legs(columns: Columns) -> tuple[Ints, list[Pairing], Bools]:
    """The games that the legs of a bet are on: its row, rising, the pairing, and whether all of its legs are on it."""
    text = pc.fill_null(columns["bet_info"], "")
    several = _mask(pc.and_(pc.is_null(columns["home"]), pc.match_substring(text, SEPARATOR)))
    rows = np.flatnonzero(several)
    parts = [pc.fill_null(columns[name], "").take(pa.array(rows)) for name in ("bet_info", "sport", "league")]
    encoded = pc.binary_join_element_wise(*parts, _UNIT).dictionary_encode()
    read = [_pairings_of(*text.split(_UNIT)) for text in encoded.dictionary.to_pylist()]
    named = [(row, *one) for row, code in zip(rows, encoded.indices.to_pylist(), strict=True) for one in read[code]]
    alone = np.array([alone for _, _, alone in named], dtype=bool)
    return np.array([row for row, _, _ in named], dtype=np.int64), [one for _, one, _ in named], alone


def _pairings_of(text: str, sports: str, leagues: str) -> list[tuple[Pairing, bool]]:
    """The pairings of a bet's legs, each once, and whether all legs are on it."""
    legs = [leg_fields(leg) for leg in split_legs(text)]
    each = [
        {one.key: one for one in _of_each_sport(leg.home, leg.away, sports, leagues)} if leg.home and leg.away else {}
        for leg in legs
    ]
    by_key = {key: one for pairs in each for key, one in pairs.items()}
    alone = len(by_key) == 1 and all(each)
    return [(one, alone) for one in by_key.values()]


def _of_each_sport(home: str, away: str, sports: str, leagues: str) -> Iterator[Pairing]:
    """A leg's pairing in its bet's leagues, or else one in each of the bet's sports."""
    if SEPARATOR not in sports and SEPARATOR not in leagues:
        known = [_pairing(home, away, sports, leagues)]
    elif others := [
        one for name in leagues.split(SEPARATOR) if (one := _pairing(home, away, "", name)) and _is_known(one)
    ]:
        known = [*others]
    else:
        known = [_pairing(home, away, sport, "") for sport in sports.split(SEPARATOR)]
    yield from (one for one in known if one)


def _is_known(one: Pairing) -> bool:
    """Whether both names are a table's."""
    return one.key.count(":") > 1


def _pairing(home: str, away: str, sport: str, league: str) -> Pairing | None:
    return pairing(home, away, sport or None, league or None)


def _whole(columns: Columns) -> Bools:
    """Bets on the whole game's result; of a bet whose market is not known it is taken for granted."""
    market = pc.or_(pc.is_null(columns["market"]), _is_one_of(columns["market"], _WHOLE))
    return _mask(pc.and_(market, pc.is_null(columns["period"])))


def _games(texts: pa.Array) -> Ints:
    """Which game of a doubleheader the text says."""
    numbers = [_mask(pc.match_substring_regex(texts, _GAME.format(number))) for number in (1, 2)]
    return np.where(numbers[0] ^ numbers[1], numbers[0] + 2 * numbers[1], 0).astype(np.int64)


def _is_one_of(texts: pa.Array, words: Sequence[str]) -> pa.Array:
    return pc.is_in(texts, pa.array(words, pa.string()))


def _texts(bets: pa.Table, name: str) -> pa.Array:
    column = bets[name] if name in bets.column_names else pa.nulls(bets.num_rows, pa.string())
    column = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    return column.cast(pa.string())


def _seconds(bets: pa.Table, name: str) -> Ints:
    if name not in bets.column_names:
        return np.full(bets.num_rows, NEVER)
    moments = bets[name].cast(pa.int64()).fill_null(int(NEVER) * 1_000_000)
    return np.array(moments.to_numpy() // 1_000_000, dtype=np.int64)


def _mask(values: pa.Array) -> Bools:
    return np.array(pc.fill_null(values, False).to_numpy(zero_copy_only=False), dtype=bool)
