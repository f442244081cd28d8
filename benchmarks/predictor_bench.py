"""What a score takes in this process: from a request's bytes to its answer's, with the features from memory.

Beside it, the usual way (one-hot encoding, a stack of XGBoost, histogram boosting and logistic regression, calibrated;
a DataFrame in, probabilities out), and the bundle's own XGBoost trees on a ready matrix. All on one thread, in turns;
the figures are thread CPU time, so that another process on the machine disturbs them little.

It needs a trained home: ``pikkit train`` first, or name another with --home.
"""

import argparse
import gc
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import orjson
from threadpoolctl import threadpool_limits

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks._served_bets import ServedBets
from benchmarks._usual_way import fit_usual, frame_of
from pikkit.base.settled_memory import look_seldom
from pikkit.inference.predictor import v1
from pikkit.sample import SampleConfig, generate_sample, write_exports
from pikkit.scoring.scorer import Scorer
from pikkit.scoring.serving_scorer import load_scorer
from pikkit.settings import Settings
from pikkit.training.learners.boosted import TreeMember

ROUNDS = {1: 400, 100: 60, 10_000: 12}
"""How often each is called, by the number of bets."""

Call = Callable[[], object]


def answer(scorer: Scorer, body: bytes) -> bytes:
    """What the server does between a body and its answer."""
    asked = v1.decode(orjson.loads(body))
    return orjson.dumps(v1.encode(scorer.score_batch(asked.batch, reasons=asked.reasons)))


def milliseconds(calls: Mapping[str, Call], rounds: int) -> dict[str, float]:
    """The median CPU time of each call; they take turns."""
    took: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            began = time.thread_time()
            call()
            took[name].append(time.thread_time() - began)
    return {name: 1000 * float(np.median(times[len(times) // 5 :])) for name, times in took.items()}


def contenders(scorer: Scorer, served: ServedBets, usual: object, n: int) -> dict[str, Call]:
    """The calls to compare for n bets."""
    requests = (served.requests * (n // len(served.requests) + 1))[:n]
    bodies = {wanted: orjson.dumps({"instances": requests, "reasons": wanted}) for wanted in (False, True)}
    frame = frame_of(requests)
    matrix = np.random.default_rng(1).normal(0, 0.1, (n, len(scorer.bundle.feature_names)))
    trees = [member for member in scorer.bundle.members.values() if isinstance(member, TreeMember)]
    calls: dict[str, Call] = {
        "pikkit": lambda: answer(scorer, bodies[False]),
        "usual way": lambda: usual.predict_proba(frame),  # type: ignore[attr-defined]
    }
    if n <= 100:
        calls["pikkit, reasons"] = lambda: answer(scorer, bodies[True])
    if trees:
        booster = trees[0].booster
        calls["XGBoost alone"] = lambda: booster.inplace_predict(matrix, predict_type="margin")
    return calls


def served_bets(exports: Path | None, count: int) -> ServedBets:
    """Bets of exports, or of a sample made for the purpose."""
    if exports is not None:
        return ServedBets.read(exports, count)
    with TemporaryDirectory() as folder:
        write_exports(generate_sample(SampleConfig(bets=count, bettors=8)), Path(folder))
        return ServedBets.read(Path(folder), count)


def main() -> None:
    """Print a line a number of bets."""
    options = _parser().parse_args()
    served = served_bets(options.exports, options.learn)
    settings = Settings(home=options.home) if options.home else Settings()
    scorer = load_scorer(settings, options.model_uri)
    usual = fit_usual(frame_of(served.requests), served.won)
    members = ", ".join(scorer.bundle.members)
    print(f"{scorer.model_version}: {members}; the usual way learned from {len(served.won):,} bets")
    gc.collect()
    gc.freeze()
    look_seldom()  # as the server does
    with threadpool_limits(1):
        for n in options.bets:
            took = milliseconds(contenders(scorer, served, usual, n), options.rounds or ROUNDS.get(n, 20))
            figures = ", ".join(f"{name} {ms:.2f}" for name, ms in took.items())
            alone = f"; {took['pikkit'] / took['XGBoost alone']:.1f} × XGBoost alone" if "XGBoost alone" in took else ""
            print(f"{n:6,d} bets, ms: {figures}; the usual way takes {took['usual way'] / took['pikkit']:.1f} ×{alone}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, help="a trained home (default: Pikkit's own)")
    parser.add_argument("--model-uri", help="a model or a bundle's folder (default: the champion)")
    parser.add_argument("--exports", type=Path, help="whose bets are asked about (default: a generated sample)")
    parser.add_argument("--learn", type=int, default=20_000, help="bets that the usual way learns from")
    parser.add_argument("--bets", type=int, nargs="+", default=[1, 100, 10_000], help="bets in a request")
    parser.add_argument("--rounds", type=int, default=0, help="calls of each (default: fewer for more bets)")
    return parser


if __name__ == "__main__":
    main()
