"""Percentages as every page, chart and sentence writes them."""

import pytest

from pikkit.base.percent_text import percent_text
from pikkit.money.figure_writing import FigureWriting
from pikkit.money.preferences import Preferences
from pikkit.pages.charts.scale import scale_over


@pytest.mark.parametrize(
    ("share", "digits", "signed", "said"),
    [
        (0.1234, 1, False, "12.3 %"),
        (-0.05, 0, False, "−5 %"),
        (0.012, 1, True, "+1.2 %"),
        (-0.0004, 1, True, "0.0 %"),
        (18.42, 1, True, "+1,842.0 %"),
    ],
)
def test_a_share_is_written_with_a_true_minus_and_a_space(share: float, digits: int, signed: bool, said: str) -> None:
    assert percent_text(share, digits, signed=signed) == said
    assert FigureWriting(Preferences()).percent(share, digits, signed=signed) == said


def test_marks_of_a_chart_are_written_as_texts_are() -> None:
    named = [name for _, name in scale_over([-0.1, 0.1], form="{:+.0%}", marks=2).marks]
    assert named == [percent_text(share, 0, signed=True) for share in (-0.1, 0.0, 0.1)]
    assert [name for _, name in scale_over([-2000.0, 0.0], marks=2).marks] == ["−2,000", "−1,000", "0"]
