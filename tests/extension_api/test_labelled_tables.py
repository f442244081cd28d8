"""Cells of wide tables that say their column, for phones."""

from pikkit.extension_api.dashboard.labelled_tables import labelled_tables


def test_each_cell_says_its_column_and_the_unit() -> None:
    head = (
        '<th scope="col"><a href="?">Book<span aria-hidden="true"> ↓</span></a></th>'
        '<th scope="col"><button>A &amp; B</button><small class="unit">% of the stake</small></th>'
    )
    row = '<th scope="row">x</th><td>1 %<small>-1 % to 2 %</small></td>'
    page = labelled_tables(
        f'<div class="wide lone"><table><thead><tr>{head}</tr></thead><tbody><tr>{row}</tr></tbody></table></div>'
    )
    assert '<th data-label="Book" scope="row">x</th>' in page
    assert '<td data-label="A &amp; B, % of the stake">1 %' in page


def test_other_tables_and_texts_are_left_as_they_are() -> None:
    page = "<table><thead><tr><th>Mon</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table><p>&lt;td&gt;</p>"
    assert labelled_tables(page) == page
