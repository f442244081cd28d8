"""What the ensemble step found, as a record that can be written down."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from pikkit.training.bootstrap import cluster_bootstrap, percentile_interval
from pikkit.training.ensemble.blend_choice import BlendCandidate, BlendChoice
from pikkit.training.ensemble.seen import OutOfTime
from pikkit.training.ensemble.ways import Way


@dataclass(frozen=True)
class LearnerScore:
    """How a learner did alone and undamped on bets it had not seen.

    Attributes:
        learner: Its name.
        gain: How much lower its loss was than the price's, in nats a bet, on all folds.
        low, high: The gain's 95 % interval over resampled events.
        spoke: Share of the bets it said something of; where it lacks closing lines to learn from it is silent.
    """

    learner: str
    gain: float
    low: float
    high: float
    spoke: float


@dataclass(frozen=True)
class EnsembleSummary:
    """How the learners are used and why. Gains are over the price, in nats a bet, out of time.

    Attributes:
        way: The way that was kept.
        weights: By learner; the others have none. Empty: the price alone.
        gain: The kept way's on bets later than those that gave it its weights.
        candidates: Every way's score; empty where there was too little to judge by.
        learners: Every learner's score alone.
        bets: How many bets the learners were judged on.
    """

    way: Way
    weights: dict[str, float]
    gain: float
    candidates: tuple[BlendCandidate, ...]
    learners: tuple[LearnerScore, ...]
    bets: int

    def write(self, path: Path) -> None:
        """Write as JSON."""
        path.write_text(json.dumps(asdict(self), indent=2) + "\n")


def summarise(out_of_time: OutOfTime, choice: BlendChoice, seed: int) -> EnsembleSummary:
    """The record of a choice made from out-of-time predictions.

    Args:
        out_of_time: The predictions, at least one.
        choice: What was chosen from them.
        seed: Of the resampling.
    """
    learners = tuple(_score(out_of_time, k, seed) for k in range(len(out_of_time.learners)))
    kept = next((candidate.gain for candidate in choice.candidates if candidate.way is choice.way), 0.0)
    return EnsembleSummary(choice.way, choice.weights, kept, choice.candidates, learners, len(out_of_time.data))


def _score(out_of_time: OutOfTime, learner: int, seed: int) -> LearnerScore:
    shift = out_of_time.shifts[:, learner]
    gain = out_of_time.gain(shift)
    low, high = percentile_interval(cluster_bootstrap(gain[:, None], out_of_time.data.event, seed)[:, 0] / len(gain))
    return LearnerScore(out_of_time.learners[learner], float(gain.mean()), low, high, float((shift != 0).mean()))
