"""The order in which groups are listed."""

import random

from pikkit.performance.dimensions import BAND_NAMES, in_order


def test_odds_bands_are_listed_by_their_prices() -> None:
    shuffled = random.Random(1).sample(BAND_NAMES, len(BAND_NAMES))
    assert tuple(in_order("odds_band", shuffled)) == BAND_NAMES


def test_months_are_listed_by_time_and_books_as_they_come() -> None:
    assert in_order("month", ["2025-02", "2024-12"]) == ["2024-12", "2025-02"]
    assert in_order("weekday", ["Sunday", "Monday", "Tuesday"]) == ["Monday", "Tuesday", "Sunday"]
    assert in_order("stake_size", ["1000 and more", "under 5", "unknown"]) == ["unknown", "under 5", "1000 and more"]
    assert in_order("sportsbook", ["B", "A"]) == ["B", "A"]
