"""Turns on an event loop: in order, with a look at what arrives in between, and refused where the wait is too long."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import pytest

from pikkit.inference.room import BusyError
from pikkit.inference.turns import FEW, STALL, Turns

MOST = 0.15
QUICK = MOST / 30


class Time:
    """A clock that work sets forward."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    def work(self, seconds: float) -> Callable[[], float]:
        def done() -> float:
            self.now += seconds
            return seconds

        return done


async def all_at_once(turns: Turns, time: Time, seconds: Sequence[float]) -> list[bool]:
    """Which of callers are refused that come together and whose work takes so long."""
    answers = await asyncio.gather(*(turns.run(time.work(each)) for each in seconds), return_exceptions=True)
    assert all(isinstance(answer, float | BusyError) for answer in answers)
    return [isinstance(answer, BusyError) for answer in answers]


def ran(most: float, *crowds: Sequence[float]) -> list[list[bool]]:
    """The same for crowds that come one after another, each when the one before is answered."""

    async def run() -> list[list[bool]]:
        time = Time()
        turns = Turns(most, time)
        return [await all_at_once(turns, time, crowd) for crowd in crowds]

    return asyncio.run(run())


def test_whoever_would_wait_too_long_is_refused_when_he_comes() -> None:
    _, refused = ran(MOST, [QUICK] * 2, [QUICK] * 100)
    assert not any(refused[:25])
    assert all(refused[40:])


def test_few_may_wait_however_long_it_takes() -> None:
    _, refused = ran(MOST, [60.0], [60.0] * (FEW + 5))
    assert refused == [False] * (FEW + 1) + [True] * 4


def test_whoever_has_waited_too_long_is_refused_at_his_turn_but_for_the_few_who_came_last() -> None:
    slow = [MOST * 0.7] * 20  # slower than when they were let in; the first is done before the others come
    refused = ran(MOST, [QUICK] * 2, slow)[1]
    assert refused == [False] * 4 + [True] * (16 - FEW) + [False] * FEW


def test_who_is_refused_at_his_turn_has_waited_already() -> None:
    async def run() -> list[float]:
        time = Time()
        turns = Turns(MOST, time)
        asked = [turns.run(time.work(seconds)) for seconds in [QUICK, 1.0, *[QUICK] * (FEW + 3)]]
        answers = await asyncio.gather(*asked, return_exceptions=True)
        return [answer.waited for answer in answers if isinstance(answer, BusyError)]

    assert asyncio.run(run()) == pytest.approx([1.0] * 3)


def test_none_is_refused_where_the_limit_is_off() -> None:
    assert not any(ran(0, [60.0], [60.0] * 100)[1])


def test_who_came_while_all_was_held_up_is_answered() -> None:
    _, held_up, after = ran(MOST, [QUICK] * 20, [3.0], [QUICK] * int(30 / STALL))
    assert not any(held_up + after)


def test_a_crowd_is_let_in_again_after_one_was_refused() -> None:
    _, crowd, after = ran(MOST, [QUICK] * 2, [QUICK] * 100, [QUICK] * 20)
    assert any(crowd)
    assert not any(after)


def test_work_is_done_in_order_and_the_loop_looks_around_in_between() -> None:
    async def run() -> list[str]:
        turns, seen = Turns(MOST), []

        async def ask(name: str) -> None:
            await turns.run(lambda: seen.append(name))

        async def arrive() -> None:
            await asyncio.sleep(0)
            seen.append("arrived")

        await asyncio.gather(ask("first"), ask("second"), ask("third"), arrive())
        return seen

    seen = asyncio.run(run())
    assert [name for name in seen if name != "arrived"] == ["first", "second", "third"]
    assert seen.index("arrived") < seen.index("second")


@pytest.mark.parametrize("loops", [0, 1, 2, 3])
def test_one_who_goes_away_holds_nobody_up(loops: int) -> None:
    async def run() -> float:
        turns, time = Turns(MOST), Time()
        first, gone, last = (asyncio.ensure_future(turns.run(time.work(QUICK))) for _ in range(3))
        for _ in range(loops):
            await asyncio.sleep(0)
        gone.cancel()
        await asyncio.wait_for(_settled([first, gone]), 10)
        return await asyncio.wait_for(last, 10)

    assert asyncio.run(run()) == QUICK


async def _settled(asked: Sequence[Awaitable[float]]) -> None:
    await asyncio.gather(*asked, return_exceptions=True)


def test_work_that_fails_ends_its_turn() -> None:
    def broken() -> float:
        raise ValueError("broken")

    async def run() -> list[object]:
        turns, time = Turns(MOST), Time()
        return list(await asyncio.gather(turns.run(broken), turns.run(time.work(QUICK)), return_exceptions=True))

    failed, answered = asyncio.run(run())
    assert isinstance(failed, ValueError)
    assert answered == QUICK
