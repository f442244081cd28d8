"""Differences in words say what the figures beside them show."""

import pytest

from pikkit.base.differences import compared_with


@pytest.mark.parametrize(
    ("gain", "said"),
    [
        (0.003666, "0.00367 nats lower than that of it"),
        (-0.003666, "0.00367 nats higher than that of it"),
        (0.0, "the same as that of it to 5 decimals"),
        (-4.9e-6, "the same as that of it to 5 decimals"),
        (-5.1e-6, "0.00001 nats higher than that of it"),
    ],
)
def test_what_is_shown_as_nothing_is_called_the_same(gain: float, said: str) -> None:
    assert compared_with(gain, "that of it", "nats") == said
