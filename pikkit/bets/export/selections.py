"""What bets are on: the texts of a batch read once each, as columns."""

from dataclasses import dataclass, fields

import pyarrow as pa
import pyarrow.compute as pc

from pikkit.bets.bet_info.parse import LegFields, leg_fields, split_legs

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


def read_selections(texts: pa.Array) -> Selections:
    """Parse a column of ``bet_info``, each different text once."""
    encoded = pc.dictionary_encode(texts)
    legs = [[leg_fields(leg) for leg in split_legs(text)] for text in encoded.dictionary.to_pylist()]
    only = [found[0] if len(found) == 1 else _UNREAD for found in legs]
    unique = Selections(
        legs=pa.array([len(found) for found in legs], pa.int32()),
        live=pa.array([any(leg.live for leg in found) for found in legs], pa.bool_()),
        market=pa.array([leg.market for leg in only], pa.string()),
        side=pa.array([leg.side for leg in only], pa.string()),
        line=pa.array([leg.line for leg in only], pa.float64()),
        subject=pa.array([leg.subject for leg in only], pa.string()),
        home=pa.array([leg.home for leg in only], pa.string()),
        away=pa.array([leg.away for leg in only], pa.string()),
        period=pa.array([leg.period for leg in only], pa.string()),
    )
    return Selections(*(getattr(unique, field.name).take(encoded.indices) for field in fields(Selections)))
