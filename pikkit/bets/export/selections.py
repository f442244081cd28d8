"""What bets are on: the texts of a batch read once each, as columns."""

from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pikkit.bets.bet_info.habits import habit_of
from pikkit.bets.bet_info.in_book import in_book
from pikkit.bets.bet_info.leg_fields import LegFields
from pikkit.bets.bet_info.parse import leg_fields, split_legs
from pikkit.bets.order import Order
from pikkit.bets.player_name import player_name
from pikkit.bets.tables.vs_habits import Habit

_UNREAD = LegFields("")


@dataclass(frozen=True, slots=True)
class Selections:
    """Columns of the bets table, one value a row; all but ``legs`` and ``live`` are of a bet's only leg."""

    legs: pa.Array
    """How many legs the text lists."""
    live: pa.Array
    """Whether any leg was placed live."""
    market: pa.Array
    side: pa.Array
    line: pa.Array
    subject: pa.Array
    home: pa.Array
    away: pa.Array
    period: pa.Array


def read_selections(texts: pa.Array, sportsbooks: pa.Array) -> Selections:
    """Parse a column of ``bet_info``: each different text once, and turned once for each way that books list teams."""
    encoded = pc.dictionary_encode(texts)
    legs = [[leg_fields(leg) for leg in split_legs(text)] for text in encoded.dictionary.to_pylist()]
    only = [read[0] if len(read) == 1 else _UNREAD for read in legs]
    rows = encoded.indices.to_numpy(zero_copy_only=False)
    listed = np.array([leg.order is not None and leg.order is not Order.SURE for leg in only], dtype=bool)
    if listed.any():
        keys, taken = np.unique(
            rows * len(_HABITS) + np.where(listed[rows], _habits(sportsbooks), 0), return_inverse=True
        )
        places, habits = np.divmod(keys, len(_HABITS))
        legs = [legs[place] for place in places]
        only = [
            in_book(only[place], None, _HABITS[habit]) if listed[place] else only[place]
            for place, habit in zip(places, habits, strict=True)
        ]
        rows = taken
    unique, indices = _columns(legs, only), pa.array(rows)
    return Selections(*(getattr(unique, field.name).take(indices) for field in fields(Selections)))


_HABITS = (None, *Habit)


def _habits(sportsbooks: pa.Array) -> npt.NDArray[np.int64]:
    """The place in ``_HABITS`` of each row's book."""
    encoded = pc.dictionary_encode(sportsbooks)
    known = np.array([_HABITS.index(habit_of(book)) for book in encoded.dictionary.to_pylist()], dtype=np.int64)
    return np.asarray(known[encoded.indices.to_numpy(zero_copy_only=False)], dtype=np.int64)


def _columns(legs: list[list[LegFields]], only: list[LegFields]) -> Selections:
    return Selections(
        legs=pa.array([len(read) for read in legs], pa.int32()),
        live=pa.array([any(leg.live for leg in read) for read in legs], pa.bool_()),
        market=pa.array([leg.market for leg in only], pa.string()),
        side=pa.array([leg.side for leg in only], pa.string()),
        line=pa.array([leg.line for leg in only], pa.float64()),
        subject=pa.array([leg.subject and player_name(leg.subject) for leg in only], pa.string()),
        home=pa.array([leg.home for leg in only], pa.string()),
        away=pa.array([leg.away for leg in only], pa.string()),
        period=pa.array([leg.period for leg in only], pa.string()),
    )
