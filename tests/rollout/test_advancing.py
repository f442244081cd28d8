"""A rollout that is brought on one look at a time, each by another process, as a schedule does."""

from pathlib import Path

import pytest

from pikkit.base.errors import NotReadyError
from pikkit.deploying.advancing import look
from pikkit.rollout.driver import Driver
from pikkit.rollout.lock import RolloutLock
from pikkit.rollout.state import LedgerEvent, Phase
from pikkit.rollout.strategy import make_strategy
from tests.rollout.parts import WORSE, Staged, staged

CANARY = make_strategy("canary", "10,50,100", "15m")
INTERVAL = 900.0


@pytest.fixture
def stage(home: Path) -> Staged:
    return staged(home)


def process(stage: Staged) -> Driver:
    """The driver of another process, which remembers nothing."""
    driver = stage.again()
    driver.by_ledger = True
    return driver


def one_look(stage: Staged, home: Path) -> str:
    return look(process(stage), RolloutLock(home / "rollout.lock", "pod", 60.0)).said


def decisions(stage: Staged) -> list[str]:
    return [one.decision for one in reversed(stage.again().ledger.history())]


def test_look_by_look_it_comes_to_promotion_and_no_look_comes_before_its_time(stage: Staged, home: Path) -> None:
    process(stage).start("2", CANARY)
    assert one_look(stage, home) == "Version 2 has 50 %: step."
    assert one_look(stage, home) == "It is not yet time for the next look."
    stage.clock.put(INTERVAL)
    assert one_look(stage, home) == "The rollout of version 2 is done: promote."
    assert decisions(stage) == ["start", "step", "promote", "done"]
    assert (stage.target.weights, stage.aliases.held) == ({"2": 100}, "2")


def test_a_look_that_holds_is_written_down_since_nobody_else_counts_it(stage: Staged, home: Path) -> None:
    stage.target.measured = None
    process(stage).start("2", CANARY)
    for _ in range(3):
        one_look(stage, home)
        stage.clock.put(INTERVAL)
    assert decisions(stage) == ["start", "hold", "hold", "hold"]
    rollout = stage.again().current()
    assert rollout is not None
    assert rollout.looks == 4


def test_waiting_for_a_candidate_is_counted_over_processes(stage: Staged, home: Path) -> None:
    stage.target.ready = False
    process(stage).start("2", CANARY)
    said = [one_look(stage, home)]
    stage.clock.put(INTERVAL + 1)  # and that is longer than it may take to be ready
    said.append(one_look(stage, home))
    assert said[0] == "Version 2 has 10 %: hold."
    assert decisions(stage)[-2:] != ["hold", "hold"]
    assert LedgerEvent.ROLLBACK in decisions(stage)


@pytest.mark.parametrize("after", range(4))
def test_a_pod_that_is_killed_after_any_entry_costs_a_look(stage: Staged, home: Path, after: int) -> None:
    """The target and the registry know nothing of the last entry, as if the pod had died before it told them."""
    process(stage).start("2", CANARY)
    for _ in range(after):
        before, champion = dict(stage.target.weights), stage.aliases.held
        one_look(stage, home)
        stage.target.weights, stage.aliases.held = before, champion
        stage.clock.put(INTERVAL)
    for _ in range(4):
        one_look(stage, home)
        stage.clock.put(INTERVAL)
    rollout = stage.again().current()
    assert rollout is not None
    assert (rollout.phase, rollout.done, stage.target.weights, stage.aliases.held) == (
        Phase.DONE,
        True,
        {"2": 100},
        "2",
    )
    assert decisions(stage).count("promote") == 1


def test_a_worse_candidate_is_rolled_back_by_a_look(stage: Staged, home: Path) -> None:
    stage.comparison.found = WORSE
    process(stage).start("2", CANARY)
    assert one_look(stage, home) == "The rollout of version 2 is done: rollback."
    assert stage.target.weights == {"1": 100}


def test_a_target_that_is_away_decides_nothing(stage: Staged, home: Path) -> None:
    process(stage).start("2", CANARY)
    stage.target.away = True
    with pytest.raises(NotReadyError, match="The target is away"):
        one_look(stage, home)
    stage.target.away = False
    assert one_look(stage, home) == "Version 2 has 50 %: step."
