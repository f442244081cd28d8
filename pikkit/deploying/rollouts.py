"""A driver for a home or a cluster, and the loop that drives it to its end."""

import time
from collections.abc import Callable, Iterator

from pikkit.base.errors import NotReadyError
from pikkit.deploying.shadow_scores import StoredComparison
from pikkit.deploying.version_lookup import RegistryAliases, version_named
from pikkit.notify.channels import send
from pikkit.notify.notices import rollout_message
from pikkit.rollout import ledger
from pikkit.rollout.driver import Driver
from pikkit.rollout.embedded.files import rollout_folder
from pikkit.rollout.embedded.target import EmbeddedTarget
from pikkit.rollout.gateway.target import GatewayTarget
from pikkit.rollout.kserve.target import KServeTarget
from pikkit.rollout.last_look import look_of, write_look
from pikkit.rollout.ledger import Deployment
from pikkit.rollout.lock import RolloutLock
from pikkit.rollout.state import LedgerEvent, Phase, Rollout
from pikkit.rollout.strategy import Strategy
from pikkit.rollout.target import Target
from pikkit.settings import Settings

POLL_SECONDS = 1.0
"""How often the ledger is read for what an operator decided meanwhile."""
LOCK_SECONDS = 60.0
MOST_AWAY = 30
"""How many looks in a row may fail because something cannot be reached."""


class StoredLedger:
    """The configured model's decisions in the configured store."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def history(self) -> list[Deployment]:
        """All of them, newest first."""
        return ledger.history(self._settings, self._settings.model_name)

    def append(self, deployment: Deployment) -> None:
        """One more."""
        ledger.append_deployment(self._settings, deployment)


def make_driver(settings: Settings, who: str) -> Driver:
    """What drives rollouts of the configured model: on KServe or behind a Gateway if a namespace is set, else here."""
    return Driver(
        model_name=settings.model_name,
        ledger=StoredLedger(settings),
        target=_target(settings),
        comparison=StoredComparison(settings),
        aliases=RegistryAliases(settings),
        rules=settings.rollout,
        who=who,
        seen=lambda *judged: write_look(settings, look_of(judged, settings.rollout)),
    )


def lock_of(settings: Settings, who: str) -> RolloutLock:
    """What keeps a second driver away."""
    return RolloutLock(rollout_folder(settings) / f"{settings.model_name}.lock", who, LOCK_SECONDS)


def begin(driver: Driver, settings: Settings, model: str, strategy: Strategy, lock: RolloutLock) -> Rollout:
    """Begin a rollout, once everything it needs is known to be there; the lock is ours then.

    Raises:
        InputError: There is no such version, it cannot score what is stored, or it is the champion already.
        NotReadyError: Nothing serves, another drives a rollout, or there is no champion.
    """
    version = version_named(model, settings)
    driver.comparison.quality(version, version)  # its bundle is whole, and the store has its features
    driver.target.observe(driver.aliases.champion() or version)
    lock.take()
    try:
        return driver.start(version, strategy)
    except BaseException:
        lock.give_back()
        raise


def drive(
    driver: Driver,
    lock: RolloutLock,
    notify_urls: str = "",
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[Rollout]:
    """Drive the newest rollout until it is done or paused: each look is yielded.

    The ledger is read about every second, so that what an operator decides elsewhere is in force at once; the rollout
    is judged once an interval, counted by a clock that does not jump. What is decided is told to the people of the
    settings' channels, but for holds, which are no news.

    Raises:
        NotReadyError: Another drives it, or what it needs cannot be reached for long.
    """
    lock.take()
    try:
        driver.restore()
        known = ""
        for rollout in _looks(driver, lock, sleep, clock):
            if rollout.last.id != known and rollout.last.decision != LedgerEvent.HOLD:
                send(rollout_message(rollout.last), notify_urls)
            known = rollout.last.id
            yield rollout
    finally:
        lock.give_back()


def _looks(
    driver: Driver, lock: RolloutLock, sleep: Callable[[float], None], clock: Callable[[], float]
) -> Iterator[Rollout]:
    away = 0
    due = clock()
    while (rollout := driver.current()) and rollout.phase is Phase.RUNNING:
        interval = rollout.strategy.interval
        if clock() >= due:
            try:
                rollout, away = driver.tick(), 0
            except NotReadyError:
                away += 1
                if away > MOST_AWAY:
                    raise
            due = clock() + interval
            yield rollout
        sleep(min(POLL_SECONDS, interval))
        lock.take()
    if rollout:
        _finish(driver, lock, sleep, clock)
        yield driver.current() or rollout


def _finish(driver: Driver, lock: RolloutLock, sleep: Callable[[float], None], clock: Callable[[], float]) -> None:
    """Wait until what was decided last is so, as long as a version may take to be ready.

    Raises:
        NotReadyError: It takes longer; the ledger knows that it is decided and not done, and the next drive goes on.
    """
    until = clock() + driver.rules.ready_seconds
    trouble = "it is not so yet"
    while clock() < until:
        try:
            if driver.finish():
                return
        except NotReadyError as error:
            trouble = str(error)
        sleep(POLL_SECONDS)
        lock.take()
    raise NotReadyError(
        f"What was decided of the rollout is not done after {driver.rules.ready_seconds:g} s: {trouble}. "
        "`pikkit rollout resume` goes on with it."
    )


def _target(settings: Settings) -> Target:
    if settings.kserve_namespace:
        return KServeTarget(settings)
    if settings.gateway_namespace:
        return GatewayTarget(settings, RegistryAliases(settings).champion)
    return EmbeddedTarget(settings)
