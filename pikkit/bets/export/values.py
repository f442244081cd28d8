"""The typed columns of a batch, before any rule has been applied."""

from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from pikkit.bets.export.formats.pikkit import PLACED, SETTLED
from pikkit.bets.export.ids import shortened_ids
from pikkit.bets.export.prices import PRICES, Notations, Tally, read_prices
from pikkit.bets.export.statuses import bet_type_of, outcome_of
from pikkit.bets.export.texts import map_texts, to_numbers, to_times
from pikkit.bets.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Values:
    """What the texts of a batch say; null where a text is empty or cannot be read."""

    texts: dict[str, pa.Array]
    """Every known column of the export, trimmed; empty texts for a column the file lacks."""
    bet_type: pa.Array
    outcome: pa.Array
    shortened: pa.Array
    """Whether the id was shortened by a spreadsheet."""
    odds: pa.Array
    closing_odds: pa.Array
    source_ev: pa.Array
    stake: pa.Array
    profit: pa.Array
    placed_at: pa.Array
    settled_at: pa.Array
    doubtful: dict[str, pa.Array]
    """For each column of prices, which could be decimal or American."""
    assumed: dict[str, pa.Array]
    """For each of them, which were read as the rest of the column is."""
    tallies: dict[str, Tally] = field(default_factory=dict)
    """For each of them, the notations."""


def read_values(columns: pa.Table, known: tuple[str, ...], notations: Notations, *, alone: bool = False) -> Values:
    """Read the texts of a batch, or of rows that stand each for itself (``alone``)."""
    texts = {name: _texts(columns, name) for name in known}
    prices = {name: read_prices(texts[name], name, notations) for name in PRICES}
    closing = prices["closing_line"]
    return Values(
        texts,
        bet_type=map_texts(texts["type"], bet_type_of, pa.string()),
        outcome=map_texts(texts["status"], outcome_of, pa.string()),
        shortened=shortened_ids(texts["bet_id"], alone=alone),
        odds=prices["odds"].odds,
        closing_odds=_above_one(pc.if_else(closing.doubtful, pa.scalar(None, pa.float64()), closing.odds)),
        source_ev=to_numbers(texts["ev"]),
        stake=to_numbers(texts["amount"]),
        profit=to_numbers(texts["profit"]),
        placed_at=_first_readable(texts, PLACED),
        settled_at=_first_readable(texts, SETTLED),
        doubtful={name: read.doubtful for name, read in prices.items()},
        assumed={name: read.assumed for name, read in prices.items()},
        tallies={name: read.tally for name, read in prices.items()},
    )


def is_open(values: Values) -> pa.Array:
    """Which bets are not settled (false where the status is unknown)."""
    return pc.fill_null(pc.equal(values.outcome, Outcome.OPEN), fill_value=False)


def _texts(columns: pa.Table, name: str) -> pa.Array:
    if name not in columns.column_names:
        return pa.array([""], pa.string()).take(pa.array([0] * columns.num_rows, pa.int32()))
    chunks = columns.column(name).combine_chunks()
    return pc.utf8_trim_whitespace(pc.cast(chunks, pa.string()))


def _above_one(odds: pa.Array) -> pa.Array:
    return pc.if_else(pc.greater(odds, 1.0), odds, pa.scalar(None, pa.float64()))


def _first_readable(texts: dict[str, pa.Array], names: tuple[str, str]) -> pa.Array:
    """The time of the preferred column, of the other where that one is empty or unreadable."""
    times = to_times(texts[names[0]])
    if not times.null_count:
        return times
    missing = pc.is_null(times)
    return pc.replace_with_mask(times, missing, to_times(texts[names[1]].filter(missing)))
