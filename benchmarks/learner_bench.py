"""Every learner alone, and every way of using them: gain over the price out of time, fit time, time a score.

    python benchmarks/learner_bench.py --training PATH [--learners NAME,NAME] [--test-share 0.3] [--sequence] [--json]

``PATH`` is a ``training.parquet`` (``pikkit features build``). The last ``--test-share`` of the bets is not looked at.
``--sequence`` also fits the LSTM over bettors' recent bets (needs the extra ``sequence``) and says whether it helps.
"""

import argparse
import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np

from pikkit.training.dataset import TrainingSet, load_training_set
from pikkit.training.ensemble import EnsembleSummary, choose, out_of_time, summarise
from pikkit.training.learners import LEARNERS, Learner, Member, chosen
from pikkit.training.recipe import Recipe
from pikkit.training.soft_target import Lessons, MarketTarget, lessons
from pikkit.training.splits import holdout

REPEATS = 200


@dataclass
class Timed:
    """A learner, and how long all its fits took."""

    learner: Learner
    seconds: float = 0.0

    @property
    def name(self) -> str:
        """See ``Learner``."""
        return self.learner.name

    @property
    def member(self) -> type[Member]:
        """See ``Learner``."""
        return self.learner.member

    def fit(self, taught: Lessons, recipe: Recipe) -> Member | None:
        """See ``Learner``."""
        start = time.perf_counter()
        fitted = self.learner.fit(taught, recipe)
        self.seconds += time.perf_counter() - start
        return fitted


def fastest(call: Callable[[], object], repeats: int) -> float:
    """Seconds of the fastest of several calls."""
    seconds = []
    for _ in range(repeats):
        start = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def speed(learner: Learner, data: TrainingSet, recipe: Recipe) -> tuple[float, float]:
    """Milliseconds for one score, and microseconds a bet in a batch of all."""
    member = learner.fit(lessons(data, MarketTarget.fit(data, recipe.price), recipe.result_weight), recipe)
    if member is None:
        return float("nan"), float("nan")
    one = fastest(lambda: member.shift(data.features[:1]), REPEATS)
    return 1e3 * one, 1e6 * fastest(lambda: member.shift(data.features), 3) / len(data)


def told(summary: EnsembleSummary) -> str:
    """The ways' scores, a line each."""
    lines = [
        f"{way.way:9s} {1e5 * way.gain:7.2f} [{1e5 * way.low:.2f}, {1e5 * way.high:.2f}]  "
        f"{'' if way.better is None else f'P(better) {way.better:.2f}'}  {way.weights}"
        for way in summary.candidates
    ]
    return "\n".join([*lines, f"kept: {summary.way}"])


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--training", type=Path, required=True)
    parser.add_argument("--learners", default=",".join(learner.name for learner in LEARNERS))
    parser.add_argument("--test-share", type=float, default=0.3)
    parser.add_argument("--sequence", action="store_true")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    recipe = Recipe(learners=tuple(args.learners.split(",")), seed=args.seed)
    data = load_training_set(args.training)
    data = data.take(holdout(data, args.test_share).train).singles()
    timed = [Timed(learner) for learner in chosen(recipe)]
    seen = out_of_time(data, recipe, timed)
    summary = summarise(seen, choose(seen, args.seed), args.seed)
    rows = []
    for learner, score in zip(timed, summary.learners, strict=True):
        one, batch = speed(learner.learner, data.take(np.arange(len(data)) < 20_000), recipe)
        rows.append({**asdict(score), "fit_seconds": learner.seconds, "one_ms": one, "batch_us": batch})
    if args.json:
        print(json.dumps({"learners": rows, "ensemble": asdict(summary)}, indent=2))
    else:
        print(f"{len(data)} bets, {summary.bets} judged; gains in 1e-5 nats a bet over the price")
        for row in rows:
            print(
                f"{row['learner']:16s} {1e5 * row['gain']:7.2f} [{1e5 * row['low']:.2f}, {1e5 * row['high']:.2f}]  "
                f"fits {row['fit_seconds']:6.1f} s  one {row['one_ms']:.3f} ms  batch {row['batch_us']:.1f} µs a bet"
            )
        print(told(summary))
    if args.sequence:
        from pikkit.training.sequence.trial import trial  # noqa: PLC0415 - needs JAX

        start = time.perf_counter()
        result = trial(args.training, replace(recipe, learners=Recipe().learners), args.test_share, args.seed)
        print(told(result.beside))
        print(f"helps: {result.helps}; {time.perf_counter() - start:.0f} s with the default learners")


if __name__ == "__main__":
    main()
