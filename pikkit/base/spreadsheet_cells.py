"""Texts in CSV files that a spreadsheet will show: none begins as a formula does, or it would be carried out."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""The wide ones are read as the others where Chinese, Japanese or Korean is written."""


def cell_text(text: str) -> str:
    """A text as a spreadsheet shows it: one that begins as a formula gets an apostrophe in front."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
