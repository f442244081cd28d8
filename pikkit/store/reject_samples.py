"""How many of a file's bad rows are kept, and when a file is so bad that reading on is no use."""

from collections import Counter

import numpy as np
import pyarrow as pa

MOST_OF_A_KIND = 2000
"""Rows with one fault that are kept of one file: a person decides by the fault, not by the row."""


class RejectSamples:
    """The rejected rows of one file as it is read: the first of each fault are kept, all are counted.

    Args:
        name: Of the file, for the sentence.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._rules: Counter[str] = Counter()

    @property
    def rejected(self) -> int:
        """How many rows were rejected so far."""
        return self._rules.total()

    def kept(self, rejects: pa.Table) -> pa.Table:
        """Those of some more rejects (REJECTS) that are to be kept."""
        keep = np.ones(rejects.num_rows, bool)
        for row, rule in enumerate(rejects["rule"].to_pylist()):
            self._rules[rule] += 1
            keep[row] = self._rules[rule] <= MOST_OF_A_KIND
        return rejects if keep.all() else rejects.filter(pa.array(keep))

    def reason_to_stop(self, rows: int) -> str | None:
        """Why to read no further, if most of the rows read so far have one fault and that is beyond the samples."""
        for rule, count in self._rules.most_common(1):
            if count > MOST_OF_A_KIND and 2 * count > rows:
                return (
                    f"{self._name} was read no further after {rows:,} rows: {count:,} of them have the same fault "
                    f"({rule}). The first {MOST_OF_A_KIND:,} are in the quarantine; the sound rows so far are stored."
                )
        return None
