"""What is known of two versions when they are judged."""

from dataclasses import asdict, dataclass, field

import numpy as np
import numpy.typing as npt

from pikkit.rollout.ledger import evidence_hash

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ArmTraffic:
    """What one version did with its live requests.

    Attributes:
        requests: Answered or failed, copies included.
        errors: Of them, those that failed: status 5xx, or no connection.
        p95_ms: 95 % were answered in less; None where none was.
    """

    requests: int
    errors: int
    p95_ms: float | None


@dataclass(frozen=True)
class RolloutEvidence:
    """Paired scores of both versions on the same bets, and what each did with its requests.

    Attributes:
        settled: By event, in order: the stable version's mean log loss minus the candidate's, in nats; shape (n,).
        closed: The same with the closing price's probability in place of the result (cross entropy); shape (m,).
        shift: Population stability index between both versions' scores; None without scores.
        stable, candidate: Their traffic; None where the metrics cannot be had.
        drift: What the detector says, if it is severe; else empty.
        look: How many times it has been judged, this one included.
        learned: As ``settled``, on bets that both versions learned from. They cannot show which one is better, but a
            candidate that is far worse even there is broken.
    """

    settled: Floats
    closed: Floats
    shift: float | None
    stable: ArmTraffic | None
    candidate: ArmTraffic | None
    drift: str = ""
    look: int = 1
    learned: Floats = field(default_factory=lambda: np.empty(0))

    @property
    def hash(self) -> str:
        """What the ledger keeps of it."""
        arms = [None if arm is None else asdict(arm) for arm in (self.stable, self.candidate)]
        gains = [one.tolist() for one in (self.settled, self.closed, self.learned)]
        return evidence_hash([*gains, self.shift, *arms, self.drift, self.look])


def stability_index(reference: Floats, other: Floats, bins: int = 10) -> float:
    """Population stability index between two samples of scores, over bins of the first one's quantiles.

    Sum of (q − p) · ln(q / p) (Siddiqi, 2006); an empty bin counts as half a score.
    """
    edges = np.unique(np.quantile(reference, np.linspace(0, 1, bins + 1)[1:-1]))
    p, q = (np.bincount(np.searchsorted(edges, one), minlength=len(edges) + 1) for one in (reference, other))
    p, q = (np.maximum(counts, 0.5) / np.maximum(counts, 0.5).sum() for counts in (p, q))
    return float(np.sum((q - p) * np.log(q / p)))
