"""Texts of a feed by their canonical names, each distinct text looked up once."""

from collections.abc import Callable
from typing import TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

from pikkit.bets.bet_info.market_names import canonical_market
from pikkit.bets.letters import fold
from pikkit.bets.names import canonical_league, canonical_sport, canonical_sportsbook

Column: TypeAlias = pa.Array | pa.ChunkedArray
LONGEST = 500
"""Letters of a text: no team, market, selection, book or moment has more; a longer one counts as missing."""


def texts(column: Column) -> pa.Array:
    """A column as folded texts; an empty one is null."""
    return mapped(column, lambda text: fold(text) or None)


def mapped(column: Column, function: Callable[[str], str | None]) -> pa.Array:
    """A function of every text of a column; null stays null, and so is what is too long."""
    coded = _coded(column)
    texts_there = coded.dictionary.to_pylist()
    values = [None if text is None or len(text) > LONGEST else function(text) for text in texts_there]
    return pa.array(values, pa.string()).take(coded.indices)


def sportsbooks(column: Column) -> pa.Array:
    """Books by their own names, without the state."""
    return mapped(column, lambda text: canonical_sportsbook(text)[0] or None)


def leagues(column: Column) -> pa.Array:
    """Leagues by their canonical names."""
    return mapped(column, canonical_league)


def sports(column: Column, league: pa.Array) -> pa.Array:
    """Sports by their canonical names; where a feed gives none, the league's."""
    named = mapped(column, canonical_sport)
    return pc.coalesce(named, mapped(league, lambda text: canonical_sport("", text)))


def markets(column: Column) -> pa.Array:
    """Markets by their canonical names."""
    return mapped(column, canonical_market)


def _coded(column: Column) -> pa.DictionaryArray:
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    if isinstance(column, pa.ChunkedArray):  # no chunk at all
        column = pa.array([], column.type)
    if pa.types.is_dictionary(column.type):
        return pa.DictionaryArray.from_arrays(column.indices, column.dictionary.cast(pa.string()))
    return column.cast(pa.string()).dictionary_encode()
