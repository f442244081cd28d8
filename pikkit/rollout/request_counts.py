"""What a process counted of its requests: numbers that grow until it ends, and how much they grew."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from pikkit.rollout.judging.evidence import ArmTraffic


@dataclass(frozen=True)
class RequestCounts:
    """Counters since a process began.

    Attributes:
        requests: Answered or failed.
        errors: Of them, those that failed.
        within: Answers by their longest milliseconds, each bound with all answers below it.
    """

    requests: int = 0
    errors: int = 0
    within: dict[float, int] = field(default_factory=dict)

    def after(self, before: "RequestCounts | None") -> "RequestCounts":
        """What came after an earlier reading; all of it without one, or if the counters began anew since."""
        base = before if before and before.requests <= self.requests else RequestCounts()
        within = {bound: count - base.within.get(bound, 0) for bound, count in self.within.items()}
        return RequestCounts(self.requests - base.requests, max(0, self.errors - base.errors), within)

    @property
    def traffic(self) -> ArmTraffic:
        """As the judge reads it."""
        return ArmTraffic(self.requests, self.errors, _quantile(self.within, 0.95))


def sum_counts(parts: Iterable[RequestCounts]) -> RequestCounts:
    """What several processes counted together."""
    read = list(parts)
    bounds = {bound for one in read for bound in one.within}
    within = {bound: sum(one.within.get(bound, 0) for one in read) for bound in bounds}
    return RequestCounts(sum(one.requests for one in read), sum(one.errors for one in read), within)


def _quantile(within: dict[float, int], share: float) -> float | None:
    """The bound that a share of the answers is within, linear between bounds (histogram_quantile)."""
    total = max(within.values(), default=0)
    if not total:
        return None
    low, below = 0.0, 0
    for bound, count in sorted(within.items()):
        if count >= share * total:
            if bound == float("inf"):
                return low
            return low + (bound - low) * (share * total - below) / max(count - below, 1)
        low, below = bound, count
    return low
