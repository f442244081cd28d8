"""A sample as the files a user would have, and the truth beside them."""

import itertools
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import csv

from pikkit.base.errors import InputError
from pikkit.sample.export_rows import COLUMNS
from pikkit.sample.generate import GeneratedSample

_BOM = b"\xef\xbb\xbf"
_BOM_EVERY = 3


def write_exports(sample: GeneratedSample, folder: Path) -> list[Path]:
    """Write one export a bettor, named after them; every third begins with a byte order mark, as some exports do.

    Args:
        sample: What to write.
        folder: Where; made if it is not there. Files of the same names are replaced.

    Returns:
        The files, by bettor.

    Raises:
        InputError: The folder cannot be made or written to.
    """
    bettors = sample.truth["bettor"].to_numpy()
    edges = [*np.flatnonzero(np.append(True, bettors[1:] != bettors[:-1])).tolist(), len(bettors)]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return [
            _write(sample.rows.slice(start, stop - start), folder / f"{bettors[start]}.csv", n % _BOM_EVERY == 0)
            for n, (start, stop) in enumerate(itertools.pairwise(edges))
        ]
    except OSError as error:
        raise InputError(f"The sample cannot be written to {folder}: {error.strerror or error}.") from error


def write_truth(sample: GeneratedSample, path: Path) -> Path:
    """Write the truth about every row as Parquet; returns the path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(sample.truth, path)
    return path


def _write(rows: pa.Table, path: Path, bom: bool) -> Path:
    with path.open("wb") as stream:
        stream.write((_BOM if bom else b"") + ",".join(COLUMNS).encode() + b"\n")
        # No text of a sample holds a comma, quote or line break.
        csv.write_csv(rows, stream, csv.WriteOptions(include_header=False, quoting_style="none"))
    return path
