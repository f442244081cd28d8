"""The loop of a rollout: what is decided, what is written down, and that a kill anywhere loses nothing."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pikkit.base.errors import InputError, NotReadyError
from pikkit.deploying.advancing import is_open
from pikkit.deploying.rollouts import drive
from pikkit.rollout.driver import Driver
from pikkit.rollout.ledger import serving_at
from pikkit.rollout.lock import RolloutLock
from pikkit.rollout.state import LedgerEvent, Phase
from pikkit.rollout.strategy import make_strategy
from tests.lineage.collector import collecting
from tests.rollout.parts import WORSE, Clock, Staged, staged
from tests.test_notifying import channel

CANARY = make_strategy("canary", "10,50,100", "15m")


@pytest.fixture
def stage(home: Path) -> Staged:
    return staged(home)


def finish(driver: Driver, most: int = 10) -> list[str]:
    for _ in range(most):
        if driver.tick().phase is not Phase.RUNNING:
            break
    return [one.decision for one in reversed(driver.ledger.history())]


def test_a_candidate_as_good_goes_step_by_step_to_promotion_and_only_then_the_alias_moves(stage: Staged) -> None:
    driver = stage.again()
    driver.start("2", CANARY)
    assert (stage.target.weights, stage.aliases.moves) == ({"1": 90, "2": 10}, [])
    assert driver.tick().weights == {"1": 50, "2": 50}
    assert stage.aliases.moves == []
    assert finish(driver) == ["start", "step", "promote"]
    assert (stage.target.weights, stage.aliases.moves) == ({"2": 100}, ["2"])


def test_a_worse_candidate_is_rolled_back_at_the_first_step(stage: Staged) -> None:
    stage.comparison.found = WORSE
    driver = stage.again()
    driver.start("2", CANARY)
    assert finish(driver) == ["start", "rollback"]
    assert (stage.target.weights, stage.aliases.held) == ({"1": 100}, "1")
    last = driver.ledger.history()[0]
    assert "The candidate is worse: on 400 events with a result" in last.reasons[0]
    assert last.evidence_hash is not None


def test_a_shadow_gets_no_traffic_and_is_never_promoted(stage: Staged) -> None:
    driver = stage.again()
    assert driver.start("2", make_strategy("shadow")).mirror == "2"
    assert finish(driver) == ["start", "conclude"]
    assert (stage.target.weights, stage.aliases.moves) == ({"1": 100}, [])


def test_blue_green_goes_from_nothing_to_everything(stage: Staged) -> None:
    driver = stage.again()
    assert driver.start("2", make_strategy("blue-green")).weights == {"1": 100, "2": 0}
    assert finish(driver) == ["start", "promote"]


@pytest.mark.parametrize("lost", ["target", "registry"])
@pytest.mark.parametrize("after", range(4))
def test_a_driver_killed_between_writing_down_and_doing_is_taken_over(stage: Staged, lost: str, after: int) -> None:
    """Killed after its n-th decision was written down, before the target or the registry heard of it."""
    driver = stage.again()
    driver.start("2", CANARY)
    for _ in range(after):
        driver.tick()
    before, champion = dict(stage.target.weights), stage.aliases.held
    stage.again().tick()
    if lost == "target":
        stage.target.weights = before
    stage.aliases.held, stage.aliases.moves = champion, []
    other = stage.again()
    other.restore()
    finish(other)
    assert stage.target.weights == {"2": 100}
    assert stage.aliases.held == "2"


def test_metrics_that_are_away_hold(stage: Staged) -> None:
    stage.target.measured = None
    driver = stage.again()
    driver.start("2", CANARY)
    assert finish(driver, 3) == ["start", "hold"]
    assert "metrics of the live requests cannot be had" in driver.ledger.history()[0].reasons[0]
    assert stage.target.weights == {"1": 90, "2": 10}


def test_traffic_changed_by_hand_pauses_with_an_explanation_and_resume_puts_it_back(stage: Staged) -> None:
    driver = stage.again()
    driver.start("2", CANARY)
    stage.target.weights = {"1": 30, "2": 70}
    assert driver.tick().phase is Phase.PAUSED
    said = driver.ledger.history()[0].reasons[0]
    assert "Somebody changed the traffic by hand: it should be divided 1: 90 %, 2: 10 %" in said
    assert stage.target.weights == {"1": 30, "2": 70}
    assert driver.decide(LedgerEvent.RESUME, (), "ann").phase is Phase.RUNNING
    assert stage.target.weights == {"1": 90, "2": 10}


def test_a_candidate_that_fails_or_never_gets_ready_is_rolled_back(stage: Staged) -> None:
    driver = stage.again()
    driver.start("2", CANARY)
    stage.target.failed = {"2": "Its process ended."}
    assert driver.tick().last.reasons[0] == "The candidate does not run: Its process ended."
    stage.target.failed, stage.target.ready = {}, False
    driver.start("3", CANARY)
    assert driver.tick().last.decision == "hold"
    stage.clock.put(901)
    assert driver.tick().last.reasons[0] == "Version 3 was not ready after 900 s."
    assert stage.target.weights == {"1": 100}


def test_operators_decide_beside_the_judge(stage: Staged) -> None:
    stage.target.measured = None
    driver = stage.again()
    driver.start("2", CANARY)
    driver.decide(LedgerEvent.PAUSE, ("Lunch.",), "bob")
    assert driver.tick().phase is Phase.PAUSED
    with pytest.raises(InputError, match="is paused already"):
        driver.decide(LedgerEvent.PAUSE, (), "bob")
    assert driver.decide(LedgerEvent.PROMOTE, ("It is fine.",), "bob").phase is Phase.DONE
    assert (stage.aliases.held, driver.ledger.history()[0].who) == ("2", "bob")
    with pytest.raises(InputError, match="is done: promote"):
        driver.decide(LedgerEvent.ROLLBACK, (), "bob")


def test_what_cannot_be_begun_is_refused(stage: Staged) -> None:
    driver = stage.again()
    with pytest.raises(NotReadyError, match="There has been no rollout"):
        driver.tick()
    with pytest.raises(InputError, match="is the champion already"):
        driver.start("1", CANARY)
    driver.start("2", CANARY)
    with pytest.raises(InputError, match="A rollout of version 2 is running"):
        driver.start("3", CANARY)
    stage.aliases.held = None
    driver.decide(LedgerEvent.ABORT, (), "ann")
    with pytest.raises(NotReadyError, match="No version of pikkit is the champion"):
        driver.start("3", CANARY)


def test_the_ledger_keeps_its_order_when_the_clock_jumps_back(stage: Staged) -> None:
    driver = stage.again()
    driver.start("2", CANARY)
    stage.clock.put(-86_400)
    assert finish(driver) == ["start", "step", "promote"]
    moments = [one.decided_at for one in driver.ledger.history()]
    assert moments == sorted(moments, reverse=True)


def test_the_ledger_tells_what_served_at_any_moment(stage: Staged) -> None:
    driver = stage.again()
    driver.start("2", CANARY)
    stage.clock.put(3600)
    finish(driver)
    history, noon = driver.ledger.history(), datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert serving_at(history, noon - timedelta(seconds=1)) == {}
    assert serving_at(history, noon + timedelta(minutes=30)) == {"1": 90, "2": 10}
    assert serving_at(history, noon + timedelta(hours=2)) == {"2": 100}


def test_a_target_that_is_away_for_a_while_is_waited_for(stage: Staged, home: Path) -> None:
    driver, naps = stage.again(), []
    driver.start("2", CANARY)

    def nap(seconds: float) -> None:
        naps.append(seconds)
        stage.target.away = len(naps) < 3
        stage.clock.put(900)

    stage.target.away = False
    lock = RolloutLock(home / "lock", "ann", 10_000, stage.clock)
    ended = list(drive(driver, lock, "", nap, lambda: stage.clock().timestamp()))[-1]
    assert ended.last.decision == "promote"
    assert naps == [1.0] * len(naps)


def test_people_are_told_what_was_decided_but_not_of_holds(stage: Staged, home: Path) -> None:
    driver = stage.again()
    driver.start("2", CANARY)
    driver.decide(LedgerEvent.HOLD, ("Too few bets.",), "judge")
    with collecting() as hook:
        lock = RolloutLock(home / "lock", "ann", 10_000, stage.clock)
        list(drive(driver, lock, channel(hook.url), lambda _: stage.clock.put(900), lambda: stage.clock().timestamp()))
    titles = [body["title"] for body in hook.bodies]
    assert titles == [f"Pikkit: rollout of pikkit from version 1 to 2: {one}" for one in ("step", "promote")]


def test_a_second_driver_is_refused_until_the_first_ones_lock_expires(home: Path) -> None:
    clock = Clock()
    first, second = (RolloutLock(home / "lock", owner, 60, clock) for owner in ("ann", "bob"))
    first.take()
    with pytest.raises(NotReadyError, match=r"driven by ann .* until 12:01:00 UTC"):
        second.take()
    clock.put(61)
    second.take()
    with pytest.raises(NotReadyError, match="driven by bob"):
        first.take()
    clock.put(-7200)  # a clock put back does not keep a lock for hours
    first.take()
    first.give_back()
    second.take()


def test_what_was_decided_is_done_once_the_target_serves_it(stage: Staged) -> None:
    driver = stage.again()
    driver.start("2", CANARY)
    driver.decide(LedgerEvent.PROMOTE, ("Good.",), "ann")
    stage.target.ready = True
    assert driver.finish()
    rollout = driver.current()
    assert rollout is not None
    assert (rollout.done, rollout.last.decision, rollout.phase) == (True, LedgerEvent.PROMOTE, Phase.DONE)
    assert driver.finish()  # and it is written down once
    assert [one.decision for one in driver.ledger.history()[:2]] == [LedgerEvent.DONE, LedgerEvent.PROMOTE]


def test_a_champion_is_adopted_only_while_nothing_is_rolled_out(stage: Staged) -> None:
    driver = stage.again()
    driver.start("2", CANARY)
    with pytest.raises(InputError, match="pikkit rollout resume"):
        driver.adopt()
    driver.decide(LedgerEvent.ABORT, ("No.",), "ann")
    stage.target.weights = {"9": 100}
    assert "told to serve 9: 100 %" in driver.disagreement()
    assert driver.adopt() == "1"
    assert driver.disagreement() == ""


def test_a_promotion_is_open_until_it_is_done_or_the_world_moved_on(
    stage: Staged,
) -> None:
    driver = stage.again()
    assert open_candidate(driver) == ""
    driver.start("2", CANARY)
    assert open_candidate(driver) == "2"
    driver.decide(LedgerEvent.PROMOTE, ("Good.",), "ann")
    stage.aliases.held = "1"  # killed before the registry heard of it
    assert open_candidate(stage.again()) == "2"
    stage.aliases.held = "7"
    assert open_candidate(stage.again()) == ""
    stage.aliases.held = "1"
    assert driver.finish()
    assert open_candidate(stage.again()) == ""


def open_candidate(driver: Driver) -> str:
    """The version whose rollout is left to do; "" if none is."""
    newest = driver.current()
    return newest.candidate if newest and is_open(driver, newest) else ""
