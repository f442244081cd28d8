"""Reading Pikkit exports: CSV files of one bettor each into good bets and rejected rows.

What counts as a bet is decided in ``rules.py``, one sentence a rule. The reader works on columns, a batch of rows at a
time, so a file of any length fits in memory with ``iter_export``.
"""

from pikkit.bets.export.catalogue import RuleEntry, rule_catalogue
from pikkit.bets.export.find import find_exports
from pikkit.bets.export.read import BATCH_ROWS, ExportRead, iter_export, read_export
from pikkit.bets.export.source import FormatChoice

__all__ = [
    "BATCH_ROWS",
    "ExportRead",
    "FormatChoice",
    "RuleEntry",
    "find_exports",
    "iter_export",
    "read_export",
    "rule_catalogue",
]
