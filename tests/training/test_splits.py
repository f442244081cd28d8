"""Splits in time, as a specification: what may be learned from for which bets."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pikkit.training.dataset import TrainingSet
from pikkit.training.splits import EMBARGO_MICROSECONDS, EMBARGO_SHARE, Split, folds, holdout
from tests.training.worlds import HOUR, plain_set


@st.composite
def sets(draw: st.DrawFn) -> TrainingSet:
    """Bets with ties in time, shared events and settlements of any length."""
    n = draw(st.integers(0, 40))
    times = sorted(draw(st.lists(st.integers(0, draw(st.sampled_from([0, 3, 1000]))), min_size=n, max_size=n)))
    events = draw(st.lists(st.integers(0, draw(st.sampled_from([0, 5, 10**6]))), min_size=n, max_size=n))
    legs = draw(st.lists(st.lists(st.integers(-1, 5), min_size=2, max_size=2), min_size=n, max_size=n))
    lasts = draw(st.lists(st.sampled_from([0, 1, HOUR, 300 * HOUR]), min_size=n, max_size=n))
    data = plain_set(np.full(n, 2.0), np.ones(n), placed_at=np.array(times, dtype=np.int64) * HOUR, event=events)
    settled = data.placed_at + np.array(lasts, dtype=np.int64)
    return type(data)(
        **{**vars(data), "settled_at": settled, "leg_events": np.array(legs, dtype=np.int64).reshape(n, 2)}
    )


def events_of(data: TrainingSet, rows: np.ndarray) -> set[int]:
    """All events the bets or their legs are on."""
    return {*data.event[rows].tolist(), *data.leg_events[rows].ravel().tolist()} - {-1}


def check(data: TrainingSet, split: Split) -> None:
    """Nothing learned from was settled when, or just before, the first judged bet was placed, nor shares its event."""
    assert not (split.train & split.test).any()
    if split.test.any():
        start = data.placed_at[split.test].min()
        embargo = min(EMBARGO_MICROSECONDS, int(EMBARGO_SHARE * (start - data.placed_at.min())))
        assert (data.settled_at[split.train] < start - embargo).all()
        assert not events_of(data, split.train) & events_of(data, split.test)
        earlier = (data.placed_at < start).sum()
        assert earlier == split.train.sum() + split.purged + split.embargoed


@given(data=sets(), share=st.floats(0.05, 0.95))
def test_a_holdout_learns_nothing_from_the_judged_bets_time_or_events(data: TrainingSet, share: float) -> None:
    check(data, holdout(data, share))


@given(data=sets())
def test_folds_learn_nothing_from_the_judged_bets_time_or_events(data: TrainingSet) -> None:
    for split in folds(data):
        check(data, split)


@given(data=sets())
def test_no_bet_is_judged_twice_and_later_folds_judge_later_bets(data: TrainingSet) -> None:
    judged = [split.test for split in folds(data)]
    if judged:
        assert np.sum(judged, axis=0).max(initial=0) <= 1
    last = [data.placed_at[test].max() for test in judged if test.any()]
    first = [data.placed_at[test].min() for test in judged if test.any()]
    assert all(before < after for before, after in zip(last, first[1:], strict=False))


def test_folds_expand_and_leave_out_what_only_trains() -> None:
    data = plain_set(np.full(100, 2.0), np.ones(100))
    splits = list(folds(data))
    learned = [int(split.train.sum()) for split in splits]
    assert learned == sorted(learned)
    assert learned[0] == 40  # the embargo, 0.4 hours, ends after the last of them was settled
    assert sum(split.test.sum() for split in splits) == 60


def test_the_holdout_is_the_last_share_by_placement() -> None:
    data = plain_set(np.full(100, 2.0), np.ones(100))
    split = holdout(data, 0.3)
    assert np.flatnonzero(split.test).tolist() == list(range(70, 100))
    assert (split.train.sum(), split.purged, split.embargoed) == (69, 0, 1)


def test_a_bet_settled_when_the_first_judged_one_is_placed_is_not_learned_from() -> None:
    data = plain_set(np.full(10, 2.0), np.ones(10))
    data = type(data)(**{**vars(data), "settled_at": data.placed_at + HOUR})
    assert holdout(data, 0.3).train.sum() == 6


def test_bets_on_one_event_only_leave_nothing_to_learn_from() -> None:
    data = plain_set(np.full(50, 2.0), np.ones(50), event=np.zeros(50))
    assert not holdout(data, 0.3).train.any()
    assert not any(split.train.any() for split in folds(data))


def test_an_embargo_lasts_a_day_where_the_history_is_long() -> None:
    data = plain_set(np.full(1000, 2.0), np.ones(1000), placed_at=np.arange(1000) * 24 * HOUR)
    one_day_late = type(data)(**{**vars(data), "settled_at": data.placed_at + 12 * HOUR})
    split = holdout(one_day_late, 0.3)
    assert (split.train.sum(), split.purged, split.embargoed) == (699, 0, 1)


def test_a_judged_parlay_keeps_the_singles_on_its_legs_from_training() -> None:
    data = plain_set(np.full(100, 2.0), np.ones(100))
    legs = np.full((100, 2), -1)
    legs[80] = [3, 7]
    split = holdout(type(data)(**{**vars(data), "leg_events": legs}), 0.3)
    assert not split.train[[3, 7]].any()
    assert (split.train.sum(), split.purged) == (67, 2)


def test_an_earlier_parlay_with_a_judged_leg_is_not_learned_from() -> None:
    data = plain_set(np.full(100, 2.0), np.ones(100))
    legs = np.full((100, 2), -1)
    legs[5] = [90, 6]
    split = holdout(type(data)(**{**vars(data), "leg_events": legs}), 0.3)
    assert not split.train[5]
    assert split.train[6]
