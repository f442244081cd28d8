"""Reading Pikkit exports: CSV files of one bettor each into good bets and rejected rows.

What counts as a bet is decided in ``rules.py``, one sentence a rule. The reader works on columns, a batch of rows at a
time, so a file of any length fits in memory with ``iter_export``.
"""

from pikkit.bets.export.find import find_exports
from pikkit.bets.export.read import ExportRead, iter_export, read_export

__all__ = ["ExportRead", "find_exports", "iter_export", "read_export"]
