"""The steps of a training run, from path to path: what the pipeline's components call, one each."""

import json
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from pikkit.errors import InputError
from pikkit.settings import get_settings
from pikkit.training import tuning
from pikkit.training.bundle import REFERENCE, Bundle, TrainingWindow
from pikkit.training.calibration import Candidate, calibrator_to_dict, fit_calibration
from pikkit.training.dataset import TrainingSet, load_training_set
from pikkit.training.ensemble import EnsembleSummary, OutOfTime, choose, out_of_time, summarise
from pikkit.training.evaluation import Evaluation
from pikkit.training.evaluation import evaluate as measure
from pikkit.training.gate import Evidence, Verdict, decide
from pikkit.training.learners import LEARNERS, Member
from pikkit.training.logistic import logit, sigmoid
from pikkit.training.metrics import expected_calibration_error, log_losses
from pikkit.training.recipe import Recipe
from pikkit.training.reference import write_reference
from pikkit.training.splits import holdout
from pikkit.training.target import Market, lessons
from pikkit.training.trust import trusted

MIN_DECIDED = 100
"""Decided single bets without which nothing can be learned, whatever the settings ask for."""
OUT_OF_TIME = "out_of_time.npz"
RECIPE = "recipe.json"
SUMMARY = "ensemble.json"
CALIBRATION = "calibration.json"
"""In a bundle: how its calibrator was chosen."""


@dataclass(frozen=True)
class TuningSummary:
    """What tuning found (see ``tuning.Tuned``)."""

    gain: float
    default_gain: float
    trials: int
    pruned: int


@dataclass(frozen=True)
class CalibrationSummary:
    """What calibration chose: the calibrator as written down, every kind's score, and the error left, out of time."""

    calibrator: dict[str, Any]
    candidates: tuple[Candidate, ...]
    ece: float


def tune(
    training: Path,
    out: Path,
    *,
    budget: tuning.Budget,
    seed: int,
    test_share: float,
    storage: str | None = None,
    champion: Path | None = None,
    report: Callable[[tuning.Progress], None] | None = None,
) -> TuningSummary:
    """Search hyperparameters on the training window and write the recipe (``out``, JSON).

    Args:
        training: What features wrote.
        out: Where the recipe goes.
        budget: When to stop.
        seed: Of everything random.
        test_share: Last share of the bets, by time, that is held out.
        storage: SQLAlchemy URL of the studies; memory without one.
        champion: Folder of the bundle whose recipe is tried after the default.
        report: Told how far the search is.
    """
    data = _window(training, test_share)
    known = tuning.champion_values(champion) if champion else None
    tuned = tuning.tune(data, budget, seed, storage, report, known)
    tuned.recipe.write(out)
    return TuningSummary(tuned.gain, tuned.default_gain, tuned.trials, tuned.pruned)


def fit_ensemble(training: Path, recipe: Path, out: Path, *, seed: int, test_share: float) -> EnsembleSummary:
    """Choose how to use the learners by what they say out of time, and write recipe, predictions and record."""
    plan = Recipe.read(recipe)
    seen = out_of_time(_window(training, test_share), plan)
    choice = choose(seen, seed)
    summary = summarise(seen, choice, seed)
    out.mkdir(parents=True, exist_ok=True)
    plan.weighted(choice.weights).write(out / RECIPE)
    seen.save(out / OUT_OF_TIME)
    summary.write(out / SUMMARY)
    return summary


def calibrate(training: Path, ensemble: Path, bundle: Path, *, seed: int, test_share: float) -> CalibrationSummary:
    """Calibrate the blend out of time, fit its members on the whole training window and write the bundle."""
    recipe = Recipe.read(ensemble / RECIPE)
    seen = OutOfTime.load(ensemble / OUT_OF_TIME)
    shift = seen.blend(recipe.weights)
    fitted = fit_calibration(seen, shift, seed)
    data = _window(training, test_share)
    market, members = _fit(data, recipe)
    Bundle(recipe, market, members, fitted.calibrator, fitted.widths, _span(data)).save(bundle)
    write_reference(data, bundle / REFERENCE, seed)
    decided = seen.data.decided
    p = sigmoid(fitted.calibrator.margin((seen.price_margin + shift)[decided]))
    error = expected_calibration_error(p, seen.data.won[decided])
    summary = CalibrationSummary(calibrator_to_dict(fitted.calibrator), fitted.candidates, error)
    (bundle / CALIBRATION).write_text(json.dumps(asdict(summary), indent=2) + "\n")
    return summary


def evaluate(training: Path, bundle: Path, out: Path, *, champion: Path | None, test_share: float) -> "GatedEvaluation":
    """Measure the bundle on the held-out bets, decide on its promotion, and write both (``out``, JSON).

    Raises:
        InputError: The bundle has learned from bets as late as the held-out ones, so the figures would flatter it.
    """
    data = load_training_set(training)
    test = data.take(holdout(data, test_share).test)
    challenger = Bundle.load(bundle)
    _check_unseen(challenger, test)
    rival = Bundle.load(champion) if champion else None
    gated = GatedEvaluation(measure(challenger, test), decide(_evidence(challenger, rival, test)), challenger.window)
    gated.write(out)
    return gated


def refit(training: Path, bundle: Path, out: Path, *, seed: int) -> None:
    """Fit the evaluated recipe again on every settled bet: the bundle that is registered.

    The blend, the calibrator and the interval stay as they were judged; only what the bets themselves teach is newer.
    """
    judged = Bundle.load(bundle)
    data = load_training_set(training)
    data = trusted(training, data, np.ones(len(data), dtype=bool), get_settings().anomalies).singles()
    market, members = _fit(data, judged.recipe)
    Bundle(judged.recipe, market, members, judged.calibration, judged.widths, _span(data)).save(out)
    if (bundle / CALIBRATION).is_file():
        shutil.copyfile(bundle / CALIBRATION, out / CALIBRATION)
    write_reference(data, out / REFERENCE, seed)


@dataclass(frozen=True)
class GatedEvaluation:
    """An evaluation on held-out bets, the gate's verdict, and the window the judged bundle learned from."""

    evaluation: Evaluation
    verdict: Verdict
    window: TrainingWindow

    def write(self, path: Path) -> None:
        """Write as one JSON object: the evaluation's figures, ``decision``, ``reasons`` and ``training_window``."""
        span = {**asdict(self.window), "start": self.window.start.isoformat(), "end": self.window.end.isoformat()}
        verdict = {"decision": self.verdict.decision, "reasons": list(self.verdict.reasons)}
        path.write_text(json.dumps({**self.evaluation.to_dict(), **verdict, "training_window": span}, indent=2) + "\n")


def _window(training: Path, test_share: float) -> TrainingSet:
    """The single bets that are learned from; the anomaly policy acts here, never on the bets a model is judged on."""
    data = load_training_set(training)
    window = trusted(training, data, holdout(data, test_share).train, get_settings().anomalies).singles()
    decided = int(window.decided.sum())
    if decided < MIN_DECIDED:
        raise InputError(
            f"Too few bets to learn from: {decided} straight bets were won or lost in the training window; "
            f"at least {MIN_DECIDED} are needed."
        )
    return window


def _fit(data: TrainingSet, recipe: Recipe) -> tuple[Market, dict[str, Member]]:
    market = Market.fit(data, recipe.price)
    taught = lessons(data, market, recipe.result_weight)
    fitted = {learner.name: learner.fit(taught, recipe) for learner in LEARNERS if learner.name in recipe.weights}
    return market, {name: member for name, member in fitted.items() if member}


def _check_unseen(bundle: Bundle, test: TrainingSet) -> None:
    if len(test) and bundle.window.end_microseconds >= test.placed_at[0]:
        raise InputError(
            f"The bundle learned from bets settled until {bundle.window.end:%Y-%m-%d %H:%M}, when held-out bets were "
            "already placed: evaluate it with the test share it was trained with."
        )


def _span(data: TrainingSet) -> TrainingWindow:
    start, end = (datetime.fromtimestamp(t / 1e6, UTC) for t in (data.placed_at.min(), data.settled_at.max()))
    return TrainingWindow(start, end, len(data), int(data.closed.sum()))


def _evidence(challenger: Bundle, champion: Bundle | None, test: TrainingSet) -> Evidence:
    """Losses on the decided held-out bets; with a champion, on those placed after all that it learned from."""
    rows = test.decided
    if champion:
        rows &= test.placed_at > champion.window.end_microseconds
    judged = test.take(rows)
    said = challenger.predict_set(judged)
    rival = champion.predict_set(judged).p_win if champion else said.p_market
    ours, theirs = (log_losses(logit(p), judged.won) for p in (said.p_win, rival))
    error = expected_calibration_error(said.p_win, judged.won)
    return Evidence(ours, theirs, judged.event, error, against_champion=champion is not None)
