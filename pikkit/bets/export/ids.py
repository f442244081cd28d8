"""Ids that a spreadsheet has shortened: several bets would share one."""

import pyarrow as pa
import pyarrow.compute as pc

from pikkit.bets.export.formats.pikkit import SHORTENED_ID, ZEROED_ID

FEWEST = 2
"""Long ids that end in zeros by chance are one in a hundred and fewer; of two, both are one in ten thousand."""
_LONG = r"^\d{17,}$"


def shortened_ids(ids: pa.Array, *, alone: bool = False) -> pa.Array:
    """Which ids were shortened: written as 6.38543E+17, or, if most of the long ones are so, in zeros from digit 16 on.

    Args:
        ids: Of rows of one file.
        alone: Whether these are single rows, which say nothing of the others: then one is enough.
    """
    scientific = pc.match_substring_regex(ids, SHORTENED_ID)
    zeroed = pc.match_substring_regex(ids, ZEROED_ID)
    n_zeroed = zeroed.true_count
    most = n_zeroed >= FEWEST and 2 * n_zeroed > pc.match_substring_regex(ids, _LONG).true_count
    return pc.or_(scientific, zeroed) if most or (alone and n_zeroed) else scientific
