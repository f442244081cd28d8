"""Moments that somebody sends are of our time, and so moments in UTC too: nothing that follows has to ask."""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from pikkit.base.json_kinds import Moment, UtcMoment

BEYOND = [
    "0001-01-01T00:00:00+23:59",  # without a UTC
    "9999-12-31T23:59:59-23:59",
    "0001-01-01T00:00:00Z",
    "1970-01-02T00:59:59+01:00",
    "2200-01-01T00:00:00Z",
]


@pytest.mark.parametrize("kind", [Moment, UtcMoment])
@pytest.mark.parametrize("text", BEYOND)
def test_what_is_far_from_our_time_is_no_moment(kind: Any, text: str) -> None:
    with pytest.raises(ValidationError, match="Input should be a moment from 1970-01-02 on and before 2200-01-01"):
        TypeAdapter(kind).validate_python(text)


@pytest.mark.parametrize("text", ["1970-01-02T00:00:00Z", "2199-12-31T23:59:59.999999Z", "1970-01-02T01:00:00+01:00"])
def test_the_first_and_the_last_moment_are(text: str) -> None:
    assert TypeAdapter(Moment).validate_python(text).isoformat()
