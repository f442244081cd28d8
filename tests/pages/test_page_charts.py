"""Charts of pages: axes that hold what is drawn, rows that say their numbers, nothing drawn of what is not there."""

import math
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pikkit.pages.charts import ForestRow, Plot, Scale, bar_rows, forest, named_marks, scale_over
from pikkit.pages.parts import Column, section, table

NAN = math.nan
UNIT = Scale(0.0, 1.0, ((0.0, "price 0"), (1.0, "close 1")))
numbers = st.floats(-1e9, 1e9).map(lambda value: round(value, 6))


@given(st.lists(st.one_of(numbers, st.just(NAN), st.just(math.inf)), max_size=20))
def test_an_axis_holds_every_finite_value_and_ends_at_its_outermost_marks(values: list[float]) -> None:
    scale = scale_over(values)
    finite = [value for value in values if math.isfinite(value)]
    room = 1e-6 * (scale.high - scale.low)
    assert all(scale.low - room <= value <= scale.high + room for value in finite)
    assert scale.marks[0][0] == pytest.approx(scale.low, abs=room)
    assert scale.marks[-1][0] == pytest.approx(scale.high, abs=room)
    assert 2 <= len(scale.marks) <= 8


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ([0.0, 1.0], ["0", "0.25", "0.5", "0.75", "1"]),
        ([-3.0, 17.0], ["−5", "0", "5", "10", "15", "20"]),
        ([1200.0, 9000.0], ["0", "2,000", "4,000", "6,000", "8,000", "10,000"]),
    ],
)
def test_marks_are_round_numbers(values: list[float], named: list[str]) -> None:
    assert [name for _, name in scale_over(values).marks] == named


def test_a_value_beyond_an_end_is_at_it() -> None:
    assert [UNIT.share(value) for value in (-5.0, 0.25, 7.0)] == [0.0, 0.25, 1.0]


def test_a_row_draws_its_figure_where_it_lies_and_says_it() -> None:
    drawn = forest("Gap", ("Model", "Share"), [ForestRow("ours", "40 bets", 0.25, 0.1, 0.5, "25 %")], UNIT)
    assert 'd="M10.00 10 H50.00"' in drawn
    assert 'd="M25.00 10 h.01"' in drawn
    assert "ours: 25 %" in drawn
    assert "price 0" in drawn


def test_an_interval_that_is_not_known_is_not_drawn_and_a_figure_neither() -> None:
    rows = [ForestRow("no interval", "", 0.5, NAN, NAN, "50 %"), ForestRow("nothing", "", NAN, NAN, NAN, "–")]
    drawn = forest("Gap", ("Model", "Share"), rows, UNIT)
    assert drawn.count('class="reach') == 0
    assert drawn.count('class="spot') == 1
    assert "nan" not in drawn


def test_a_bar_is_as_long_as_its_share_of_the_scale() -> None:
    drawn = bar_rows("Parts", ("Part", "Share"), [ForestRow("a", "", 0.5, 0.5, 0.5, "50 %")], Scale(0.0, 2.0))
    assert 'width="25.00"' in drawn


def test_a_plot_leaves_out_what_is_not_finite() -> None:
    plot = Plot(UNIT, UNIT, "said")
    plot.line([(0.0, 0.0), (0.5, NAN), (1.0, 1.0)], "model").band([0.0, 1.0], [NAN, 0.0], [1.0, 1.0], "model")
    picture = plot.dot(0.5, NAN, "model", "none").dot(0.5, 0.5, "model", "one", NAN, NAN).picture("Title & more")
    assert "nan" not in picture
    assert picture.count("<circle") == 1
    assert 'aria-label="Title &amp; more"' in picture


def test_an_empty_plot_has_its_axes() -> None:
    assert "price 0" in Plot(UNIT, UNIT).line([], "model").picture("Empty")


def test_cells_and_heads_are_escaped_and_a_section_without_content_is_nothing() -> None:
    assert "<b>" not in table([Column("<b>")], [("<b>",)])


def test_a_corner_without_a_word_is_no_head() -> None:
    head, _, _ = table([Column(""), Column("Kelly")], [("Bets", "2")]).partition("</thead>")
    assert head.endswith('<tr><td></td><th scope="col">Kelly</th></tr>')
    assert not section("Title", "")


@given(st.lists(numbers, min_size=1, max_size=20), st.floats(20, 900), st.floats(3, 12))
def test_names_of_marks_never_run_into_each_other_and_zero_is_among_them(
    values: list[float], room: float, letter: float
) -> None:
    scale = scale_over(values, form="{:+,.6g} %")
    kept = named_marks(scale, room, letter)
    ends = [
        (scale.share(value) * room - letter * len(name) / 2, scale.share(value) * room + letter * len(name) / 2)
        for value, name in kept
    ]
    assert kept
    assert all(ended <= begun for (_, ended), (begun, _) in pairwise(ends))
    assert not any(value == 0 for value, _ in scale.marks) or any(value == 0 for value, _ in kept)


def test_a_row_s_scale_names_fewer_marks_on_a_phone() -> None:
    scale = scale_over([-1.0, 1.0], form="{:+.0%}")
    drawn = forest("ROI", ("book", "ROI"), [ForestRow("a", "", 0.0, -0.1, 0.1, "0 %")], scale)
    names = re.findall(r"<span class=\"(spare)?\" style=\"left:[^>]*>([^<]+)<", drawn)
    assert [name for spare, name in names if not spare] == ["0 %"]
    assert len(names) > 1
