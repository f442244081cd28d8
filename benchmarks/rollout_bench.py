"""How often the judge of rollouts is wrong, and how long it takes: simulated rollouts whose truth is known.

Every event has a true chance, which both versions know up to an error of their own (normal, in log odds), and a result;
half of them have a closing price, which knows it up to an error of 0.03. Stable version and candidate share most of
their error, as two models of the same bets do. Run: ``python -m benchmarks.rollout_bench``.
"""

import argparse
import time
from dataclasses import dataclass

import numpy as np

from pikkit.rollout.judging.evidence import Floats
from pikkit.rollout.judging.sequential import CLOSED_BOUND, SETTLED_BOUND, first_sure
from pikkit.settings.rollout import JudgeRules

NEVER = 10**9
SHARED, OWN, CLOSE = 0.10, 0.08, 0.03
"""Standard deviations in log odds: of the error both versions share, of each one's own, of the closing price's."""


@dataclass(frozen=True)
class Outcome:
    """Shares of the rollouts that end so, and the median number of events until they do."""

    nats: float
    promoted: float
    rolled_back: float
    events: float


def main() -> None:
    """Print a table: what the candidate is, and what becomes of it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rollouts", type=int, default=1000)
    parser.add_argument("--events", type=int, default=10_000, help="events until a rollout is given up")
    asked = parser.parse_args()
    begun = time.monotonic()
    print("| candidate's own error | nats worse | promoted | rolled back | undecided | median events |")
    print("|---|---|---|---|---|---|")
    for own in (0.0, 0.08, 0.12, 0.16, 0.2, 0.4):
        outcome = simulate(own, asked.rollouts, asked.events)
        left = 1 - outcome.promoted - outcome.rolled_back
        print(
            f"| {own:.2f} | {outcome.nats:+.4f} | {outcome.promoted:.1%} | {outcome.rolled_back:.1%} | {left:.1%} | "
            f"{outcome.events:,.0f} |"
        )
    print(f"\n{asked.rollouts:,} rollouts each, {time.monotonic() - begun:.0f} s")


def simulate(own: float, rollouts: int, events: int, rules: JudgeRules | None = None, seed: int = 7) -> Outcome:
    """Judge candidates with an error of their own of ``own`` after every event, until decided."""
    generator = np.random.default_rng(seed)
    asked = rules or JudgeRules()
    ends = [_one(own, events, asked, generator) for _ in range(rollouts)]
    promoted = np.array([end[0] < end[1] for end in ends])
    back = np.array([end[1] < NEVER and end[1] <= end[0] for end in ends])
    decided = [min(end[:2]) for end in ends if min(end[:2]) < NEVER]
    worse = float(np.mean([end[2] for end in ends]))
    return Outcome(worse, float(promoted.mean()), float(back.mean()), float(np.median(decided)) if decided else np.nan)


def _one(own: float, events: int, rules: JudgeRules, generator: np.random.Generator) -> tuple[int, int, float]:
    """After how many events it would be promoted, and rolled back, and how much worse it truly is."""
    truth = generator.normal(0, 0.6, events)
    shared = truth + generator.normal(0, SHARED, events)
    stable, candidate = shared + generator.normal(0, OWN, events), shared + generator.normal(0, own, events)
    won = (generator.random(events) < _p(truth)).astype(float)
    closed = np.flatnonzero(generator.random(events) < 0.5)
    close = _p(truth + generator.normal(0, CLOSE, events))
    settled_gain = _loss(stable, won) - _loss(candidate, won)
    closed_gain = (_loss(stable, close) - _loss(candidate, close))[closed]
    promote, back = NEVER, NEVER
    everywhere = np.arange(events)
    for gain, at, bound in ((settled_gain, everywhere, SETTLED_BOUND), (closed_gain, closed, CLOSED_BOUND)):
        good = first_sure(gain, -rules.margin, bound, rules.alpha / 2)
        bad = first_sure(-gain, 0.0, bound, rules.alpha / 3)
        promote = min(promote, int(at[max(good, rules.min_events) - 1]) + 1 if good else NEVER)
        back = min(back, int(at[bad - 1]) + 1 if bad else NEVER)
    return promote, back, float(np.mean(_loss(candidate, _p(truth)) - _loss(stable, _p(truth))))


def _p(margin: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-margin)), dtype=np.float64)


def _loss(margin: Floats, won: Floats) -> Floats:
    return np.asarray(np.logaddexp(0, margin) - won * margin, dtype=np.float64)


if __name__ == "__main__":
    main()
