"""How a rollout goes: by which steps, and how long each lasts."""

import re
from dataclasses import dataclass
from enum import StrEnum

from pikkit.base.errors import InputError

_INTERVAL = re.compile(r"(?P<number>\d+(\.\d+)?)(?P<unit>ms|s|m|h|d)")
_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_WRITTEN = re.compile(r"(?P<kind>[a-z-]+) (?P<steps>[\d,]+) every (?P<interval>\S+)")


class StrategyKind(StrEnum):
    """What a candidate gets of the traffic."""

    CANARY = "canary"
    """A growing share, judged at each step."""
    BLUE_GREEN = "blue-green"
    """Nothing, while it is judged on copies of the requests; then everything."""
    SHADOW = "shadow"
    """Nothing: it is judged on copies of the requests, and never promoted."""


DEFAULT_STEPS = {StrategyKind.CANARY: (10, 25, 50, 100), StrategyKind.BLUE_GREEN: (0, 100), StrategyKind.SHADOW: (0,)}


@dataclass(frozen=True, slots=True)
class Strategy:
    """A plan of a rollout; as text it is what the ledger keeps, and what a rollout is resumed by.

    Attributes:
        kind: Which.
        steps: The candidate's share of the traffic in percent, step by step, rising; 100 is the promotion.
        interval: Seconds from one judgement to the next.
    """

    kind: StrategyKind
    steps: tuple[int, ...]
    interval: float

    def __post_init__(self) -> None:
        """Refuse steps that are none.

        Raises:
            InputError: They do not rise, leave 0 to 100, or do not fit the kind.
        """
        rising = all(low < high for low, high in zip(self.steps, self.steps[1:], strict=False))
        if not self.steps or not rising or self.steps[0] < 0 or self.steps[-1] > 100:
            raise InputError(f"The steps {_listed(self.steps)} are not percentages that rise, such as 10,25,50,100.")
        if self.kind is StrategyKind.SHADOW and self.steps != (0,):
            raise InputError("A shadow gets no traffic, so it has no steps but 0.")
        if self.kind is not StrategyKind.SHADOW and self.steps[-1] != 100:
            raise InputError(f"The steps {_listed(self.steps)} must end with 100, the promotion.")

    def __str__(self) -> str:
        """Such as "canary 10,25,50,100 every 900s"."""
        return f"{self.kind} {_listed(self.steps)} every {self.interval:g}s"


def make_strategy(kind: str, steps: str = "", interval: str = "15m") -> Strategy:
    """A strategy of what a person asks for.

    Args:
        kind: canary, blue-green or shadow.
        steps: Percentages separated by commas; empty: the kind's usual.
        interval: A number and its unit: 500ms, 30s, 15m, 2h, 1d.

    Raises:
        InputError: One of them cannot be read; the sentence says which.
    """
    try:
        known = StrategyKind(kind)
    except ValueError:
        raise InputError(f"There is no strategy {kind!r}; there are {', '.join(StrategyKind)}.") from None
    try:
        wanted = tuple(int(step) for step in steps.split(",")) if steps else DEFAULT_STEPS[known]
    except ValueError:
        raise InputError(
            f"The steps {steps!r} are not percentages separated by commas, such as 10,25,50,100."
        ) from None
    return Strategy(known, wanted, _seconds(interval))


def read_strategy(text: str) -> Strategy:
    """A strategy of its text.

    Raises:
        InputError: It is none.
    """
    match = _WRITTEN.fullmatch(text)
    if not match:
        raise InputError(f"{text!r} is no strategy such as 'canary 10,25,50,100 every 900s'.")
    return make_strategy(match["kind"], match["steps"], match["interval"])


def _seconds(interval: str) -> float:
    match = _INTERVAL.fullmatch(interval.strip())
    seconds = float(match["number"]) * _SECONDS[match["unit"]] if match else 0.0
    if seconds <= 0:
        raise InputError(f"The interval {interval!r} is not a time above nothing, such as 30s, 15m or 2h.")
    return seconds


def _listed(steps: tuple[int, ...]) -> str:
    return ",".join(map(str, steps))
