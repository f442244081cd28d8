"""The bets that a model is tuned, blended, calibrated and judged on where there are more than memory holds."""

import logging
import zlib
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pikkit.bets.events.pairing import pairing
from pikkit.features.build.build import TRAINING_FILE
from pikkit.training.dataset import TRAINING_COLUMNS, training_chunks
from pikkit.training.drawn_rows import DrawnRows

SAMPLE_FILE = "sample.parquet"
"""Beside the training rows, if there are more of them than are judged."""
_log = logging.getLogger("pikkit.training")
_NAMED = ("sport", "league", "home", "away")
_AT_ONCE = 1 << 16
_WHOLE = 1 << 32


def learned_rows(folder: Path) -> Path:
    """The file in a features folder to learn and judge from: the sample if there is one, else all rows."""
    sample = sample_beside(folder / TRAINING_FILE)
    return sample or folder / TRAINING_FILE


def sample_beside(training: Path) -> Path | None:
    """The sample of a file of training rows; None if it has none, because all of them are to be read."""
    sample = training.parent / SAMPLE_FILE
    return sample if training.name == TRAINING_FILE and sample.is_file() else None


def drawn_rows(learned: Path) -> DrawnRows | None:
    """How much of the training rows a file that ``learned_rows`` gave holds; None: all of them."""
    if learned.name != SAMPLE_FILE:
        return None
    rows, of = (int(pq.read_metadata(file).num_rows) for file in (learned, learned.with_name(TRAINING_FILE)))
    return DrawnRows(rows, of)


def write_sample(training: Path, most: int, seed: int) -> int | None:
    """Write about ``most`` of the rows beside them, in their order; none, and no old sample left, if there are no more.

    Bets on two teams are in it together or not at all, whatever books call them, so that no event is divided and a
    split in time keeps what it keeps on all rows. Bets whose game is not known go by their text, or by themselves.

    Args:
        training: The ``training.parquet``.
        most: Rows that are read whole.
        seed: Which ones.

    Returns:
        The rows of the sample; None if all are to be read.
    """
    sample, rows = training.parent / SAMPLE_FILE, pq.read_metadata(training).num_rows
    sample.unlink(missing_ok=True)
    if rows <= most:
        return None
    unfinished = sample.with_suffix(".tmp")
    known = pq.read_schema(training)
    schema = pa.schema([known.field(name) for name in TRAINING_COLUMNS])
    with pq.ParquetWriter(unfinished, schema, compression="zstd") as out:
        for part in training_chunks(training, _AT_ONCE):
            out.write_table(part.filter(pa.array(_drawn(_together(part), most / rows, seed))))
    unfinished.replace(sample)
    drawn = int(pq.read_metadata(sample).num_rows)
    _log.info(
        "%s training rows are more than a step reads whole (setting training_rows): %s of them, whole games, tune, "
        "blend, calibrate and judge; the trees of the registered model learn from all.",
        f"{rows:,}",
        f"{drawn:,}",
    )
    return drawn


def _drawn(keys: pa.Array, share: float, seed: int) -> npt.NDArray[np.bool_]:
    coded = keys.dictionary_encode()
    kept = [zlib.crc32(key.encode(), seed) < share * _WHOLE for key in coded.dictionary.to_pylist()]
    drawn = np.array(kept, dtype=np.bool_)[coded.indices.to_numpy(zero_copy_only=False)]
    return np.asarray(drawn, dtype=np.bool_)


def _together(rows: pa.Table) -> pa.Array:
    """What is drawn of each bet: its pair of teams, its text, or itself."""
    names = pa.Table.from_arrays([rows[name].cast(pa.string()).fill_null("") for name in _NAMED], names=list(_NAMED))
    kinds = names.group_by(_NAMED).aggregate([])
    keys = [_pair(*kind) for kind in zip(*(kinds[name].to_pylist() for name in _NAMED), strict=True)]
    kinds = kinds.append_column("pair", pa.array(keys, pa.string()))
    placed = names.append_column("row", pa.array(np.arange(rows.num_rows)))
    pairs = placed.join(kinds, list(_NAMED)).sort_by("row")["pair"].combine_chunks()
    own = pc.binary_join_element_wise(rows["bettor"], rows["bet_id"], "\n").combine_chunks()
    text = rows["bet_info"].combine_chunks()
    text = pc.if_else(pc.equal(text, ""), pa.scalar(None, text.type), text)
    return pc.coalesce(pairs, text.cast(pa.string()), own.cast(pa.string()))


def _pair(sport: str, league: str, home: str, away: str) -> str | None:
    pair = pairing(home, away, sport or None, league or None) if home and away else None
    return pair.key if pair else None
