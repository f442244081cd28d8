"""When a share of the gap between price and closing line says nothing."""

import pytest

from pikkit.base.line_gap import has_no_gap

NAN = float("nan")


@pytest.mark.parametrize(
    ("price", "close", "without"),
    [
        (0.66, 0.65, False),
        (0.65, 0.65, True),
        (0.64, 0.65, True),
        (None, 0.65, False),
        (0.65, None, False),
        (NAN, 0.65, False),
        (0.65, NAN, False),
    ],
)
def test_there_is_none_where_the_close_is_known_to_be_no_better(
    price: float | None, close: float | None, without: bool
) -> None:
    assert has_no_gap(price, close) is without
