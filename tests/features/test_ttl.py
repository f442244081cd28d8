"""A history that nothing was added to for longer than its view's time to live is as no history."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pikkit.features.build.arrays import view_columns as arrays_columns
from pikkit.features.build.build import joined_columns
from pikkit.features.views.column_names import FEATURES_AT, LAST_SETTLED, qualified
from pikkit.features.views.view import TTL, VIEWS
from tests.features.histories import DAY, MICROSECOND, bet, table

OLD = bet(0 * DAY, DAY)
LAST = TTL + DAY + MICROSECOND
"""The last moment at which the old bet, known one microsecond after it settled, counts."""


@pytest.mark.parametrize(("asked", "counted"), [(LAST, 1.0), (LAST + MICROSECOND, 0.0)])
def test_a_row_counts_for_as_long_as_its_view_says_and_not_a_microsecond_longer(
    asked: timedelta, counted: float
) -> None:
    columns = joined_columns(table(bet(asked)), table(OLD))
    assert columns["historical_performance__bets_all"].tolist() == [counted]
    assert all((columns[qualified(view, LAST_SETTLED)][0] >= 0) == bool(counted) for view in VIEWS if not view.parlays)
    assert (columns[FEATURES_AT][0] >= 0) == bool(counted)


def test_one_new_bet_brings_the_whole_past_of_its_entities_back() -> None:
    columns = joined_columns(table(bet(LAST + 2 * DAY)), table(OLD, bet(LAST, LAST + DAY, league="WNBA")))
    assert columns["historical_performance__bets_all"].tolist() == [2.0]
    assert columns["league_features__closes_all"].tolist() == columns["league_features__bets_all"].tolist() == [0.0]


def test_a_view_without_a_time_to_live_never_forgets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrays_columns, "VIEWS", (replace(VIEWS[0], ttl=None),))
    columns = joined_columns(table(bet(10 * TTL)), table(OLD))
    assert columns["historical_performance__bets_all"].tolist() == [1.0]
