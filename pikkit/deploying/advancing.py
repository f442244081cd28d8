"""A rollout brought one look further by a process that ends then: what a schedule runs until the rollout is done."""

import getpass
from dataclasses import dataclass
from datetime import timedelta

from pikkit.base.errors import NotReadyError
from pikkit.deploying.rollouts import begin, lock_of, make_driver
from pikkit.deploying.version_lookup import version_named
from pikkit.notify.channels import send
from pikkit.notify.notices import rollout_message
from pikkit.rollout.driver import Driver
from pikkit.rollout.lock import RolloutLock
from pikkit.rollout.state import LedgerEvent, Phase, Rollout
from pikkit.rollout.strategy import make_strategy
from pikkit.settings import Settings

ENOUGH = 0.8
"""Of an interval, for the next look."""


@dataclass(frozen=True, slots=True)
class Advance:
    """What one look came to: the rollout, if there is one, and a sentence."""

    rollout: Rollout | None
    said: str


def advance(settings: Settings, model: str, strategy: str, steps: str = "", interval: str = "15m") -> Advance:
    """Begin a rollout of a version that had none, or look at the one under way; whatever was decided is done.

    It may be killed anywhere: what is written down is done by the next one.

    Args:
        settings: Whose model, ledger and target.
        model: What to roll out where no rollout is under way.
        strategy, steps, interval: How; a look before the interval is over decides nothing.

    Raises:
        InputError: What is asked for cannot be done.
        NotReadyError: What it needs is not there, or another drives the rollout.
    """
    plan = make_strategy(strategy, steps, interval)
    who = getpass.getuser() if _has_name() else "pipeline"
    driver, lock = make_driver(settings, who), lock_of(settings, who)
    driver.by_ledger = True
    current = driver.current()
    if current is None or not is_open(driver, current):
        candidate = _candidate(driver, model, settings, current)
        if candidate is None:
            return Advance(current, f"There is nothing new to roll out: {model} had its rollout, or there is none.")
        try:
            return Advance(begin(driver, settings, candidate, plan, lock), f"Version {candidate} begins its rollout.")
        finally:
            lock.give_back()
    return look(driver, lock, settings.notify_urls)


def is_open(driver: Driver, rollout: Rollout) -> bool:
    """Whether something is left to do: it runs, is paused, or what was decided may not be so yet.

    Once neither of its versions is the champion the world has moved on, and nobody writes down that it is done.
    """
    if rollout.phase is not Phase.DONE:
        return True
    return not rollout.done and driver.aliases.champion() in (rollout.stable, rollout.candidate)


def look(driver: Driver, lock: RolloutLock, notify_urls: str = "") -> Advance:
    """One look at a rollout that is under way, or decided and not done yet."""
    lock.take()
    try:
        driver.restore()
        before = driver.current()
        if before is None or before.phase is Phase.PAUSED:
            return Advance(before, "The rollout is paused; a person decides: `pikkit rollout resume` or `abort`.")
        if before.phase is Phase.RUNNING and not _is_due(driver, before):
            return Advance(before, "It is not yet time for the next look.")
        after = driver.tick()
        if after.last.id != before.last.id and after.last.decision != LedgerEvent.HOLD:
            send(rollout_message(after.last), notify_urls)
        return Advance(driver.current(), _ended(driver, after))
    finally:
        lock.give_back()


def _ended(driver: Driver, rollout: Rollout) -> str:
    if rollout.phase is not Phase.DONE:
        return f"Version {rollout.candidate} has {rollout.percent} %: {rollout.last.decision}."
    if driver.finish():
        return f"The rollout of version {rollout.candidate} is done: {rollout.last.decision}."
    return f"It is decided ({rollout.last.decision}) and not so yet; the next look goes on with it."


def _is_due(driver: Driver, rollout: Rollout) -> bool:
    """The first look may be at once; each other an interval, or most of it, after the last entry.

    An entry is written a while after its step began, so that a schedule of the same interval comes a little early.
    """
    gone = driver.now() - rollout.last.decided_at
    return rollout.last.decision == LedgerEvent.START or gone >= timedelta(seconds=ENOUGH * rollout.strategy.interval)


def _candidate(driver: Driver, model: str, settings: Settings, last: Rollout | None) -> str | None:
    """The version to begin with; None if there is none, if it serves, or if it had its rollout."""
    try:
        version = version_named(model, settings)
    except NotReadyError:
        return None
    known = (last.candidate if last else None, driver.aliases.champion())
    return None if version in known else version


def _has_name() -> bool:
    """An arbitrary user id of a pod has no name."""
    try:
        return bool(getpass.getuser())
    except (KeyError, OSError):
        return False
