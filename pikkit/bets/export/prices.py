"""Columns of prices in any notation as decimal odds.

A sign is American, a slash fractional, and a number below 100 or with decimals is decimal. A whole number of 100 or
more without a sign could be decimal or American: the other prices of its column in the whole file say which, and where
they say nothing, or both, it is *doubtful*.
"""

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from pikkit.base.errors import InputError
from pikkit.bets.export.header import Header
from pikkit.bets.export.texts import or_null, to_numbers
from pikkit.bets.odds import AMERICAN_FROM, OddsFormat, could_be_american, parse_odds

PRICES = ("odds", "closing_line")
SHARE = 0.95
"""The share of a column's prices that must be of one notation for the column to be of it."""
DOUBTFUL = "doubtful"

Tally = Counter[str]
"""How many prices are of each notation, "+" of American ones with a plus, and how many are doubtful."""


@dataclass(frozen=True, slots=True)
class Prices:
    """A column of n prices.

    Attributes:
        odds: Decimal odds, null where there is none; a doubtful one as if it were decimal.
        doubtful: Which could be decimal or American.
        assumed: Which were read as the rest of the column is, although it is not all of one kind.
        tally: What they are.
    """

    odds: pa.Array
    doubtful: pa.Array
    assumed: pa.Array
    tally: Tally


@dataclass(frozen=True)
class Notations:
    """What the columns of prices of one file are, found out where it matters.

    Attributes:
        path: A CSV file; None: nothing but the price itself is known.
        header: Of it.
        named: "american" or "decimal", where somebody says so.
    """

    path: Path | None = None
    header: Header = field(default_factory=lambda: Header((), 0))
    named: str | None = None

    @cached_property
    def tallies(self) -> dict[str, Tally]:
        """Of each column, over the whole file."""
        tallies = {name: Tally() for name in PRICES}
        for batch in self._batches():
            for name in batch.schema.names:
                texts = pc.utf8_trim_whitespace(batch.column(name)).value_counts()
                for text, count in zip(texts.field(0).to_pylist(), texts.field(1).to_pylist(), strict=True):
                    tallies[name].update(_tallied(text or "", count))
        return tallies

    def of(self, column: str) -> tuple[OddsFormat | None, bool]:
        """The notation of a column's whole numbers, None if in doubt; and whether all of its prices speak for it."""
        if self.named:
            return OddsFormat(self.named), True
        own, other = (_notation(self.tallies[name]) for name in (column, *(n for n in PRICES if n != column)))
        return own if any(self.tallies[column][kind] for kind in OddsFormat) else other

    def _batches(self) -> "pacsv.CSVStreamingReader | tuple[()]":
        wanted = [name for name in PRICES if name in self.header.names]
        if self.path is None or not wanted:
            return ()
        names = [name if name in wanted else f"{i}" for i, name in enumerate(self.header.names)]
        with self.path.open("rb") as file:
            if len(file.read(self.header.size + 1)) <= self.header.size:
                return ()
        return pacsv.open_csv(
            self.path,
            read_options=pacsv.ReadOptions(column_names=names, skip_rows=1, block_size=1 << 24, use_threads=False),
            parse_options=pacsv.ParseOptions(invalid_row_handler=lambda _: "skip"),
            convert_options=pacsv.ConvertOptions(
                include_columns=wanted, column_types=dict.fromkeys(wanted, pa.string()), check_utf8=False
            ),
        )


def read_prices(texts: pa.Array, column: str, notations: Notations) -> Prices:
    """Read a batch of a column's texts."""
    none = pa.repeat(pa.scalar(False), len(texts))
    numbers = _plain(texts)
    if numbers is not None:
        return Prices(numbers, none, none, Tally({OddsFormat.DECIMAL: len(texts) - numbers.null_count}))
    encoded = pc.dictionary_encode(texts)
    words = encoded.dictionary.to_pylist()
    kinds = [_kind(word) for word in words]
    notation, sure = notations.of(column) if DOUBTFUL in kinds else (None, True)
    read = [_read(word, kind, notation) for word, kind in zip(words, kinds, strict=True)]
    doubtful = [kind == DOUBTFUL and notation is None for kind in kinds]
    assumed = [kind == DOUBTFUL and notation is not None and not sure for kind in kinds]
    values = _fallback(pa.array(read, pa.float64()), encoded.dictionary)
    return Prices(
        values.take(encoded.indices),
        pa.array(doubtful, pa.bool_()).take(encoded.indices),
        pa.array(assumed, pa.bool_()).take(encoded.indices),
        _tally(words, [notation or kind if kind == DOUBTFUL else kind for kind in kinds], encoded.indices),
    )


def _plain(texts: pa.Array) -> pa.Array | None:
    """The numbers, if all are decimal odds beyond doubt."""
    try:
        numbers = pc.cast(or_null(texts), pa.float64())
    except pa.ArrowInvalid:
        return None
    if pc.all(pc.is_finite(numbers)).as_py() is False:
        return None
    bounds = pc.min_max(numbers).as_py()
    sure = bounds["min"] is None or (bounds["min"] > -AMERICAN_FROM and bounds["max"] < AMERICAN_FROM)
    return numbers if sure else None


def _kind(text: str) -> str:
    if could_be_american(text):
        return DOUBTFUL
    plain = text.replace("\N{MINUS SIGN}", "-").lower()
    if plain[:1] in {"+", "-"}:
        return OddsFormat.AMERICAN if _parsed(plain, OddsFormat.AMERICAN) else ""
    if "/" in plain or plain[:1] == "e":
        return OddsFormat.FRACTIONAL if _parsed(plain, OddsFormat.FRACTIONAL) else ""
    return OddsFormat.DECIMAL if _parsed(plain, OddsFormat.DECIMAL) else ""


def _read(text: str, kind: str, notation: OddsFormat | None) -> float | None:
    if kind == DOUBTFUL:
        return _parsed(text, notation or OddsFormat.DECIMAL)
    return _parsed(text, OddsFormat(kind)) if kind else None


def _fallback(read: pa.Array, words: pa.Array) -> pa.Array:
    """With the numbers that are no prices, so that a rule can say what is wrong with them."""
    return pc.coalesce(read, to_numbers(words)) if read.null_count else read


def _parsed(text: str, notation: OddsFormat) -> float | None:
    try:
        return parse_odds(text, notation)
    except InputError:
        return None


def _notation(tally: Tally) -> tuple[OddsFormat | None, bool]:
    total = sum(tally[kind] for kind in OddsFormat)
    for kind in (OddsFormat.DECIMAL, OddsFormat.AMERICAN):
        if total and tally[kind] >= SHARE * total:
            return kind, tally[kind] == total and not (kind is OddsFormat.AMERICAN and tally["+"])
    return None, False


def _tally(words: list[str], kinds: list[str], indices: pa.Array) -> Tally:
    counts = np.bincount(indices.to_numpy(zero_copy_only=False), minlength=len(words)).tolist()
    tally = Tally()
    for word, kind, count in zip(words, kinds, counts, strict=True):
        tally.update(_counted(word, kind, count))
    return tally


def _tallied(text: str, count: int) -> dict[str, int]:
    return _counted(text, _kind(text), count)


def _counted(text: str, kind: str, count: int) -> dict[str, int]:
    if not kind:
        return {}
    return {kind: count, "+": count} if text.startswith("+") and kind == OddsFormat.AMERICAN else {kind: count}


def notation_notes(tallies: dict[str, Tally], source: str) -> tuple[str, ...]:
    """What to say of a file's prices that were not all decimal: which notations its columns have."""
    return tuple(note for column, tally in tallies.items() if (note := _note(column, tally, source)))


def _note(column: str, tally: Tally, source: str) -> str:
    counts = {kind: tally[kind] for kind in (*OddsFormat, DOUBTFUL) if tally[kind]}
    if not counts or set(counts) == {OddsFormat.DECIMAL}:
        return ""
    if set(counts) == {OddsFormat.AMERICAN} or (
        set(counts) <= {OddsFormat.AMERICAN, DOUBTFUL} and tally[OddsFormat.AMERICAN]
    ):
        return f"The column {column} of {source} holds American odds; they are converted."
    if set(counts) == {OddsFormat.FRACTIONAL}:
        return f"The column {column} of {source} holds fractional odds; they are converted."
    names = {DOUBTFUL: "whole numbers of 100 or more without a sign"}
    parts = ", ".join(f"{count:,} {names.get(kind, kind)}" for kind, count in counts.items())
    kinds = [kind for kind in counts if kind != DOUBTFUL]
    mixed = "mixes notations" if len(kinds) > 1 else "holds numbers that could be of two notations"
    return f"The column {column} of {source} {mixed}, told apart by sign and size: {parts}."
