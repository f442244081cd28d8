"""Moments read all at once are what Python reads one by one; what is no moment is left to whoever says why."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pikkit.scoring.written_moments import written_moments

ENDS = ("Z", "+00:00")
seconds = st.datetimes().map(lambda one: one.replace(microsecond=0))


@settings(max_examples=50)
@given(st.lists(seconds, min_size=1, max_size=30), st.sampled_from(ENDS))
def test_moments_are_what_python_reads(moments: list[datetime], end: str) -> None:
    read = written_moments([f"{moment.isoformat()}{end}" for moment in moments])
    assert read is not None
    first = datetime(1970, 1, 1, tzinfo=UTC)
    assert read.tolist() == [round((one.replace(tzinfo=UTC) - first).total_seconds()) * 1_000_000 for one in moments]


@pytest.mark.parametrize(
    "wrong",
    [
        "2024-02-30T12:00:00Z",
        "2023-02-29T12:00:00Z",
        "2024-00-01T12:00:00Z",
        "2024-13-01T12:00:00Z",
        "2024-01-00T12:00:00Z",
        "2024-06-01T24:00:00Z",
        "2024-06-01T12:60:00Z",
        "2024-06-01T12:00:60Z",
        "2024-06-01 12:00:00Z",
        "2024/06/01T12:00:00Z",
        "2024-06-01T12:00:0\x00Z",
        "2024-06-01T12:00:0\u0660Z",
        "   2024-06-01T12:00Z",
        "2024-06-01T12:00:00+02:00",
        "2024-06-01T12:00:00.5Z",
        "2024-06-01T12:00:00",
        "",
        None,
        1_700_000_000,
    ],
)
@pytest.mark.parametrize("beside", [0, 2000])
def test_what_is_no_such_moment_is_not_read(wrong: object, beside: int) -> None:
    assert written_moments([*["2024-06-01T12:00:00Z"] * beside, wrong]) is None


def test_moments_of_two_forms_are_not_read_together() -> None:
    assert written_moments(["2024-06-01T12:00:00Z", "2024-06-01T12:00:00+00:00"]) is None
