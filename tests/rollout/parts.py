"""A rollout whose ledger is a real store, and whose versions exist on paper alone: to test the loop itself."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from pikkit.base.errors import NotReadyError
from pikkit.deploying.rollouts import StoredLedger
from pikkit.rollout.driver import Driver
from pikkit.rollout.judging import ArmTraffic
from pikkit.rollout.planning.goal import Act
from pikkit.rollout.target import Observed, Quality, RolloutOrder
from pikkit.settings import Settings
from pikkit.settings.rollout import JudgeRules

HEALTHY = ArmTraffic(500, 0, 8.0)
AS_GOOD = Quality(np.zeros(3000), np.zeros(1000), 0.01)
WORSE = Quality(np.full(400, -0.05), np.empty(0), 0.1)


@dataclass
class Obedient:
    """A target that at once does as it is told, unless it is away, slow, or meddled with."""

    weights: dict[str, int] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    measured: ArmTraffic | None = HEALTHY
    away: bool = False
    ready: bool = True
    orders: int = 0

    def apply(self, order: RolloutOrder) -> None:
        self._reach()
        self.orders += 1
        percent = order.goal.percent
        self.weights = {
            Act.PROMOTE: {order.candidate: 100},
            Act.ROLL_BACK: {order.stable: 100},
            Act.SHARE: {order.stable: 100 - percent, order.candidate: percent},
        }[order.goal.act]

    mirrors: bool = True

    def observe(self, stable: str) -> Observed:  # noqa: ARG002 — the protocol's
        self._reach()
        ready = frozenset(self.weights) if self.ready else frozenset()
        return Observed(dict(self.weights), dict(self.weights), ready, self.failed)

    def traffic(self, version: str) -> ArmTraffic | None:  # noqa: ARG002 — the protocol's
        return self.measured

    def _reach(self) -> None:
        if self.away:
            raise NotReadyError("The target is away.")


@dataclass
class Known:
    """A comparison that was made."""

    found: Quality = AS_GOOD

    def quality(self, stable: str, candidate: str) -> Quality:  # noqa: ARG002 — the protocol's
        return self.found


@dataclass
class Names:
    """A registry of two names."""

    held: str | None = "1"
    moves: list[str] = field(default_factory=list)

    def champion(self) -> str | None:
        return self.held

    def promote(self, version: str) -> None:
        self.held = version
        self.moves.append(version)


@dataclass
class Clock:
    """A clock that is put forward and back by hand."""

    moment: datetime = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def put(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


@dataclass
class Staged:
    """A driver and its parts. ``again`` is the driver of another process, with the same ledger, target and registry."""

    settings: Settings
    target: Obedient = field(default_factory=Obedient)
    comparison: Known = field(default_factory=Known)
    aliases: Names = field(default_factory=Names)
    clock: Clock = field(default_factory=Clock)

    def again(self) -> Driver:
        ledger = StoredLedger(self.settings)
        parts = (self.target, self.comparison, self.aliases)
        return Driver("pikkit", ledger, *parts, JudgeRules(), "ann", self.clock, lambda: self.clock().timestamp())


def staged(home: Path) -> Staged:
    """A stage in a home of its own."""
    return Staged(Settings(home=home, store_url="", model_name="pikkit"))
