"""What is wanted of a live object, and what comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Act(StrEnum):
    """Where traffic should go."""

    SHARE = "share"
    """A share to the candidate, the rest to the stable version."""
    PROMOTE = "promote"
    """All to the candidate, which is the stable version from then on."""
    ROLL_BACK = "roll back"
    """All to the stable version."""


@dataclass(frozen=True, slots=True)
class Goal:
    """An act; ``percent`` is the candidate's share, from 0 to 99, of the act SHARE."""

    act: Act
    percent: int = 0


@dataclass(frozen=True, slots=True)
class Version:
    """A version that may serve.

    Attributes:
        name: Its predictor's in Standard mode: a DNS label, such as "v4".
        uri: Where its files are: models:/pikkit/4.
        min_replicas: Pods it needs, None: as the stable version.
    """

    name: str
    uri: str
    min_replicas: int | None = None


@dataclass(frozen=True, slots=True)
class Versions:
    """The version that serves unless the candidate is promoted, as the ledger knows it, and the candidate."""

    stable: Version
    candidate: Version


@dataclass(frozen=True, slots=True)
class Patch:
    """What to apply: a JSON merge patch (RFC 7396) that names every field we manage; None removes one.

    Without the Nones it is a server-side apply configuration: a field that we set before and no longer name goes.
    An empty body: the object is as wanted.
    """

    body: Mapping[str, Any]

    def __bool__(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.body)


@dataclass(frozen=True, slots=True)
class PlanRefusal:
    """Why it is not done: KServe would ignore it, or lose the stable version."""

    sentence: str


Plan = Patch | PlanRefusal
NOTHING = Patch({})


def changed(live: Mapping[str, Any], wanted: Mapping[str, Any]) -> Patch:
    """The patch, or nothing if the live object has all of it."""
    return NOTHING if _has(live, wanted) else Patch(wanted)


def at(live: Mapping[str, Any], *path: str) -> Any:
    """What is at a path, None if a part of it is not there."""
    value: Any = live
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _has(live: Any, wanted: Any) -> bool:
    if not isinstance(wanted, Mapping):
        return bool(live == wanted) or (wanted == [] and live is None)
    own = live if isinstance(live, Mapping) else {}
    return all(_has(own.get(name), part) for name, part in wanted.items())
