"""Scores written to a file that is there whole or not at all: CSV, Parquet or JSON lines, by its suffix."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from pikkit.base.errors import InputError
from pikkit.base.spreadsheet_cells import FORMULA_STARTS
from pikkit.bets.schema import UTC_MICROSECONDS
from pikkit.scoring.files.chunks import Chunk
from pikkit.scoring.scores import Scores

SUFFIXES = (".csv", ".parquet", ".jsonl")

SCORES = pa.schema(
    [
        pa.field("source", pa.string()),  # the file's name
        pa.field("row", pa.int64()),  # its line in a CSV file, else its number
        pa.field("bet_id", pa.string()),  # of an export's bet
        *(pa.field(name, pa.float64()) for name in ("p_win", "p_market", "interval_low", "interval_high", "odds")),
        *(pa.field(name, pa.float64()) for name in ("fair_odds", "edge", "ev", "kelly")),
        pa.field("verdict", pa.string()),
        pa.field("reasons", pa.list_(pa.string())),
        pa.field("warnings", pa.list_(pa.string())),
        pa.field("model_version", pa.string()),
        pa.field("features_at", UTC_MICROSECONDS),
        pa.field("feature_age_seconds", pa.float64()),
        pa.field("features_materialized_at", UTC_MICROSECONDS),
        pa.field("features_stale", pa.bool_()),
    ]
)
"""What is written of a bet: where it stands, and the fields of its ``Score``."""

Write = Callable[[pa.Table], None]


@contextmanager
def writing_scores(path: Path) -> Iterator[Write]:
    """Write tables of ``SCORES`` to a file, which takes its place once all is written.

    Raises:
        InputError: Its suffix is none of ``SUFFIXES``, or it cannot be written.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise InputError(f"{path} cannot be written: its suffix must be one of {', '.join(SUFFIXES)}.")
    if not path.parent.is_dir():
        raise InputError(f"{path} cannot be written: there is no folder {path.parent}.")
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        with _FORMATS[path.suffix.lower()](unfinished) as write:
            yield write
        unfinished.replace(path)
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror or error}.") from error
    finally:
        unfinished.unlink(missing_ok=True)


def scores_table(chunk: Chunk, kept: list[int], scores: Scores) -> pa.Table:
    """The scores of those bets of a chunk that could be read."""
    prediction, priced = scores.said, scores.priced
    return pa.table(
        [
            [chunk.source] * len(kept),
            [chunk.rows[at] for at in kept],
            [chunk.ids[at] for at in kept],
            *(prediction.p_win, prediction.p_market, prediction.low, prediction.high, scores.odds),
            *(priced.fair_odds, priced.edge, priced.ev, priced.kelly),
            priced.verdicts,
            list(scores.reasons),
            list(scores.warnings),
            [scores.model_version] * len(kept),
            _moments(scores.features_at),
            pa.array(scores.ages(), pa.float64()),
            _moments(scores.materialized_at),
            scores.stale,
        ],
        schema=SCORES,
    )


def _moments(microseconds: Any) -> pa.Array:
    return pa.array(microseconds, pa.int64(), mask=microseconds < 0).cast(UTC_MICROSECONDS)


@contextmanager
def _parquet(path: Path) -> Iterator[Write]:
    with pq.ParquetWriter(path, SCORES, compression="zstd") as writer:
        yield writer.write_table


@contextmanager
def _csv(path: Path) -> Iterator[Write]:
    flat = pa.schema([field.with_type(_flat(field.type)) for field in SCORES])
    with pa_csv.CSVWriter(path, flat) as writer:
        yield lambda table: writer.write_table(_flattened(table, flat))


def _flat(kind: pa.DataType) -> pa.DataType:
    return pa.string() if pa.types.is_list(kind) else kind


def _flattened(table: pa.Table, flat: pa.Schema) -> pa.Table:
    """CSV has no lists, so sentences stand one behind the other; and a name is no formula."""
    return pa.table([_flat_column(column) for column in table.columns], schema=flat)


def _flat_column(column: pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    if pa.types.is_list(column.type):
        return pa.array([" ".join(sentences) for sentences in column.to_pylist()], pa.string())
    if pa.types.is_string(column.type):
        formula = pc.match_substring_regex(column, f"^[{re.escape(''.join(FORMULA_STARTS))}]")
        return pc.if_else(formula, pc.binary_join_element_wise("'", column, ""), column)
    return column


@contextmanager
def _json_lines(path: Path) -> Iterator[Write]:
    with path.open("w", encoding="utf-8") as file:

        def write(table: pa.Table) -> None:
            for row in table.to_pylist():
                file.write(json.dumps(row, default=_text, ensure_ascii=False) + "\n")

        yield write


def _text(moment: Any) -> str:
    return str(moment.isoformat()).replace("+00:00", "Z")


_FORMATS = {".parquet": _parquet, ".csv": _csv, ".jsonl": _json_lines}
