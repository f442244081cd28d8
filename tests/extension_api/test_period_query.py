"""Which two periods are compared, by what was given of them."""

from datetime import date

import pytest

from pikkit.base.errors import InputError
from pikkit.extension_api.period_query import PeriodsQuery

TODAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("given", "newest", "expected"),
    [
        ({}, TODAY, ("2026-10-01", "2026-10-30", "2026-10-31", "2026-11-29")),
        ({}, date(2024, 3, 31), ("2024-02-01", "2024-03-01", "2024-03-02", "2024-03-31")),
        ({}, None, ("2026-10-01", "2026-10-30", "2026-10-31", "2026-11-29")),
        ({"since": "2026-11-23"}, date(2024, 1, 1), ("2026-11-16", "2026-11-22", "2026-11-23", "2026-11-29")),
        ({"until": "2024-01-30"}, TODAY, ("2023-12-02", "2023-12-31", "2024-01-01", "2024-01-30")),
        (
            {"since": "2024-02-01", "until": "2024-02-29", "before_since": "2023-02-01"},
            TODAY,
            ("2023-02-01", "2023-03-01", "2024-02-01", "2024-02-29"),
        ),
        (
            {"since": "2024-02-01", "until": "2024-02-29", "before_until": "2023-12-31"},
            TODAY,
            ("2023-12-03", "2023-12-31", "2024-02-01", "2024-02-29"),
        ),
        ({"since": "2027-01-05"}, TODAY, ("2027-01-04", "2027-01-04", "2027-01-05", "2027-01-05")),
    ],
)
def test_what_is_not_given_follows_from_what_is(
    given: dict[str, str], newest: date | None, expected: tuple[str, ...]
) -> None:
    spans = PeriodsQuery.model_validate(given).periods(newest, TODAY)
    assert tuple(str(day) for span in spans for day in span) == expected


def test_periods_that_share_a_day_are_refused() -> None:
    query = PeriodsQuery.model_validate({"since": "2024-02-01", "until": "2024-02-29", "before_until": "2024-02-01"})
    with pytest.raises(InputError, match="share days"):
        query.periods(None, TODAY)
