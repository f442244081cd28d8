"""Moments that somebody sends are moments in UTC, too: nothing that follows has to ask."""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from pikkit.base.json_kinds import Moment, UtcMoment

EDGES = ["0001-01-01T00:00:00+23:59", "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-23:59"]


@pytest.mark.parametrize("kind", [Moment, UtcMoment])
@pytest.mark.parametrize("text", EDGES)
def test_hours_without_a_utc_are_no_moment(kind: Any, text: str) -> None:
    with pytest.raises(ValidationError, match="years 1 to 9999 in UTC"):
        TypeAdapter(kind).validate_python(text)


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00-23:59"])
def test_the_first_and_the_last_moment_are(text: str) -> None:
    assert TypeAdapter(Moment).validate_python(text).isoformat()
