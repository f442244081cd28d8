"""What a rollout is done to: KServe, or the embedded servers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from pikkit.rollout.judging.evidence import ArmTraffic, Floats
from pikkit.rollout.planning.goal import Goal


@dataclass(frozen=True, slots=True)
class RolloutOrder:
    """What to do.

    Attributes:
        goal: Where traffic should go.
        stable, candidate: The versions.
        mirror: The version that gets copies of requests, where the target can do that.
    """

    goal: Goal
    stable: str
    candidate: str
    mirror: str | None = None


@dataclass(frozen=True, slots=True)
class Observed:
    """What is.

    Attributes:
        asked: Version to percent, as the target is told to divide; by us or by hand.
        serving: Version to percent, as it does.
        ready: Versions that answer.
        failed: Version to a sentence, for those that will not.
        notes: What else the target says, such as a cluster's events.
    """

    asked: Mapping[str, int]
    serving: Mapping[str, int]
    ready: frozenset[str] = frozenset()
    failed: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


class Target(Protocol):
    """Where a rollout happens. Every call may be made twice."""

    def apply(self, order: RolloutOrder) -> None:
        """Have traffic go where the order says; it may take a while to be so.

        Raises:
            InputError: The target would ignore it, or lose the stable version by it.
            NotReadyError: The target cannot be reached.
        """
        ...

    @property
    def mirrors(self) -> bool:
        """Whether it can send copies of requests to a version that has no traffic of its own."""
        ...

    def observe(self, stable: str) -> Observed:
        """What is asked of it, and what it does.

        Args:
            stable: The version that serves unless a candidate is promoted, as the ledger knows it.

        Raises:
            NotReadyError: The target cannot be reached.
        """
        ...

    def traffic(self, version: str) -> ArmTraffic | None:
        """What a version did with its requests in this step or lately; None where nobody can tell."""
        ...


@dataclass(frozen=True)
class Quality:
    """Both versions on the same bets.

    Attributes:
        settled, closed, shift, drift: As in ``Evidence``.
        learned, learned_closed: As ``settled`` and ``closed``, on bets that both versions learned from.
    """

    settled: Floats
    closed: Floats
    shift: float | None
    drift: str = ""
    learned: Floats = field(default_factory=lambda: np.empty(0))
    learned_closed: Floats = field(default_factory=lambda: np.empty(0))


class ScoreComparison(Protocol):
    """Scores the same bets by both versions."""

    def quality(self, stable: str, candidate: str) -> Quality:
        """How both did on the bets that are new to both."""
        ...


class Aliases(Protocol):
    """The registry's names."""

    def champion(self) -> str | None:
        """The version that serves by default."""
        ...

    def promote(self, version: str) -> None:
        """Make a version the champion, and its predecessor the previous one."""
        ...
