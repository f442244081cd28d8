"""Requests that wait: refused while a queue stands, never after a moment in which all were held up."""

import pytest

from pikkit.inference.backlog import FEW, STANDING_SECONDS, WARY_SECONDS, Arrival, Backlog

MOST = 0.15


class Time:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def backlog(time: Time) -> Backlog:
    return Backlog(MOST, time)


def answers(
    backlog: Backlog, time: Time, waits: list[float], *, under_way: int = FEW + 1, each: float = 0.02
) -> list[bool]:
    """Which of requests that waited so long are refused; each that is answered takes so long."""
    refused = []
    for wait in waits:
        refused.append(backlog.refuses(Arrival(time.now - wait, range(under_way))))
        time.now += 0 if refused[-1] else each
    return refused


def test_all_that_waited_while_a_model_was_read_are_answered(backlog: Backlog, time: Time) -> None:
    assert not any(answers(backlog, time, [0.01] * 50 + [3.0] * 20 + [0.01] * 50))


def test_what_waits_longer_is_refused_once_the_queue_has_stood(backlog: Backlog, time: Time) -> None:
    before = int(STANDING_SECONDS / 0.02)
    refused = answers(backlog, time, [MOST * 2] * (before + 20))
    assert not any(refused[:before])
    assert all(refused[before + 1 :])


def test_a_short_wait_ends_a_queue(backlog: Backlog, time: Time) -> None:
    half = int(STANDING_SECONDS / 0.02 / 2)
    assert not any(answers(backlog, time, ([MOST * 2] * half + [MOST / 2]) * 5))


def test_a_queue_that_comes_back_is_refused_at_once(backlog: Backlog, time: Time) -> None:
    answers(backlog, time, [MOST * 2] * 100)
    assert answers(backlog, time, [MOST / 2, MOST * 2]) == [False, True]
    time.now += WARY_SECONDS * 2
    assert answers(backlog, time, [MOST * 2]) == [False]


def test_few_requests_are_answered_however_slow_the_machine(backlog: Backlog, time: Time) -> None:
    assert not any(answers(backlog, time, [60.0] * 100, under_way=FEW, each=5.0))


def test_none_is_refused_where_the_limit_is_off(time: Time) -> None:
    assert not any(answers(Backlog(0, time), time, [60.0] * 100))
