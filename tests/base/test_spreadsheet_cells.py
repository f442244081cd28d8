"""No text of a CSV file is carried out by a spreadsheet, whatever letters its formulas begin with."""

import pytest

from pikkit.base.spreadsheet_cells import FORMULA_STARTS, cell_text


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1+cmd|' /C calc'!A0", "@SUM(1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠SUM(1)"]
)
def test_what_begins_as_a_formula_gets_an_apostrophe(text: str) -> None:
    assert cell_text(text) == f"'{text}"
    assert text[0] in FORMULA_STARTS


@pytest.mark.parametrize("text", ["", "Lakers ML", "'=1", "1-1", " =1", "ﬁ=1"])
def test_what_does_not_stays(text: str) -> None:
    assert cell_text(text) == text
