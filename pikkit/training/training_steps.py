"""The steps of a training run, from path to path: what the pipeline's components call, one each."""

import json
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from pikkit.base.errors import InputError
from pikkit.base.progress import Tell, silent
from pikkit.quotes.rows import WEIGHTS
from pikkit.settings.anomalies import USUAL_ANOMALIES, AnomalyRules
from pikkit.training import tuning
from pikkit.training.bundle import REFERENCE, Bundle, TrainingWindow
from pikkit.training.bundle_fit import fit_recipe, fit_recipe_streamed
from pikkit.training.calibration import CalibratorCandidate, calibrator_to_dict, fit_calibration
from pikkit.training.dataset import Floats, TrainingSet, load_training_set, quotes_beside
from pikkit.training.ensemble import EnsembleSummary, OutOfTime, choose, out_of_time, summarise
from pikkit.training.evaluating import GatedEvaluation, evaluate
from pikkit.training.learning_sample import sample_beside
from pikkit.training.logistic import sigmoid
from pikkit.training.losses import expected_calibration_error
from pikkit.training.quoted import book_weights, fit_quoted, quoted
from pikkit.training.recipe import Recipe
from pikkit.training.reference import write_reference
from pikkit.training.soft_target import MarketTarget
from pikkit.training.splits import FOLD_EDGES, folds, holdout
from pikkit.training.streamed_lessons import StreamedLessons
from pikkit.training.trust import trusted

__all__ = [
    "CalibrationSummary",
    "EnsembleSummary",
    "GatedEvaluation",
    "TuningSummary",
    "calibrate",
    "evaluate",
    "fit_ensemble",
    "learning_window",
    "refit",
    "tune",
]

MIN_DECIDED = 100
"""Decided single bets without which nothing can be learned, whatever the settings ask for."""
OUT_OF_TIME = "out_of_time.npz"
RECIPE = "recipe.json"
SUMMARY = "ensemble.json"
CALIBRATION = "calibration.json"
"""In a bundle: how its calibrator was chosen."""
_MAKING = "parts (calibrator, learners, quotes)"
_REFITTING = "parts (bets, learners, quotes, bundle)"


@dataclass(frozen=True)
class TuningSummary:
    """What tuning found (see ``tuning.Tuned``)."""

    gain: float
    default_gain: float
    trials: int
    pruned: int
    planned: int
    cut: tuple[str, ...] = ()
    exhausted: bool = False


@dataclass(frozen=True)
class CalibrationSummary:
    """What calibration chose: the calibrator as written down, every kind's score, and the error left, out of time."""

    calibrator: dict[str, Any]
    candidates: tuple[CalibratorCandidate, ...]
    ece: float


def tune(  # noqa: PLR0913 - all named
    training: Path,
    out: Path,
    *,
    budget: tuning.Budget,
    seed: int,
    test_share: float,
    storage: str | None = None,
    champion: Path | None = None,
    report: Callable[[tuning.Progress], None] | None = None,
    anomalies: AnomalyRules = USUAL_ANOMALIES,
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
        anomalies: What is done with bets out of the ordinary, here as in every step that learns.
    """
    data = learning_window(training, test_share, anomalies)
    known = tuning.champion_values(champion) if champion else None
    tuned = tuning.search_values(data, budget, seed, storage, report, known)
    tuned.recipe.write(out)
    kept = {field.name: getattr(tuned, field.name) for field in fields(TuningSummary)}
    return TuningSummary(**kept)


def fit_ensemble(
    training: Path,
    recipe: Path,
    out: Path,
    *,
    seed: int,
    test_share: float,
    anomalies: AnomalyRules = USUAL_ANOMALIES,
    tell: Tell = silent,
) -> EnsembleSummary:
    """Choose how to use the learners by what they say out of time, and write recipe, predictions and record.

    ``tell`` hears how many of the folds that learners are fitted before are done.
    """
    plan = Recipe.read(recipe)
    total = len(FOLD_EDGES) - 1
    tell(0, total, "folds")
    data = learning_window(training, test_share, anomalies)
    seen = out_of_time(data, plan, report=lambda fold, _: tell(fold + 1, total, "folds"))
    choice = choose(seen, seed)
    summary = summarise(seen, choice, seed)
    out.mkdir(parents=True, exist_ok=True)
    plan.weighted(choice.weights).write(out / RECIPE)
    seen.save(out / OUT_OF_TIME)
    summary.write(out / SUMMARY)
    return summary


def calibrate(
    training: Path,
    ensemble: Path,
    bundle: Path,
    *,
    seed: int,
    test_share: float,
    anomalies: AnomalyRules = USUAL_ANOMALIES,
    tell: Tell = silent,
) -> CalibrationSummary:
    """Calibrate the blend out of time, fit its members on the whole training window and write the bundle.

    ``tell`` hears how much of that is done.
    """
    tell(0, 3, _MAKING)
    recipe = Recipe.read(ensemble / RECIPE)
    seen = OutOfTime.load(ensemble / OUT_OF_TIME)
    shift = seen.blend(recipe.weights)
    fitted = fit_calibration(seen, shift, seed)
    tell(1, 3, _MAKING)
    data = learning_window(training, test_share, anomalies)
    market, members = fit_recipe(data, recipe)
    tell(2, 3, _MAKING)
    knowing = fit_quoted(data, market, recipe, _weights(training)) if _quotes_pay(data, seen, shift, recipe) else None
    Bundle(recipe, market, members, fitted.calibrator, fitted.widths, _span(data), quoted=knowing).save(bundle)
    write_reference(data, bundle / REFERENCE, seed)
    decided = seen.data.decided
    p = sigmoid(fitted.calibrator.margin((seen.price_margin + shift)[decided]))
    error = expected_calibration_error(p, seen.data.won[decided])
    summary = CalibrationSummary(calibrator_to_dict(fitted.calibrator), fitted.candidates, error)
    (bundle / CALIBRATION).write_text(json.dumps(asdict(summary), indent=2) + "\n")
    return summary


def refit(
    training: Path,
    bundle: Path,
    out: Path,
    *,
    seed: int,
    anomalies: AnomalyRules = USUAL_ANOMALIES,
    tell: Tell = silent,
) -> None:
    """Fit the evaluated recipe again on every settled bet: the bundle that is registered.

    The blend, the calibrator and the interval stay as they were judged; only what the bets themselves teach is newer.
    Where a sample lies beside the rows (``learning_sample``), trees learn from all rows, which are read from disk; what
    else a bundle is made of is of the sample. ``tell`` hears how much of that is done.
    """
    tell(0, 4, _REFITTING)
    judged = Bundle.load(bundle)
    sample = sample_beside(training)
    read = sample or training
    data = load_training_set(read)
    data = trusted(read, data, np.ones(len(data), dtype=bool), anomalies).singles()
    rows = StreamedLessons(training, anomalies) if sample else None
    tell(1, 4, _REFITTING)
    market, members = fit_recipe_streamed(data, rows, judged.recipe) if rows else fit_recipe(data, judged.recipe)
    tell(2, 4, _REFITTING)
    knowing = fit_quoted(data, market, judged.recipe, _weights(training)) if judged.quoted else None
    tell(3, 4, _REFITTING)
    span = rows.window() if rows else _span(data)
    Bundle(judged.recipe, market, members, judged.calibration, judged.widths, span, quoted=knowing).save(out)
    if (bundle / CALIBRATION).is_file():
        shutil.copyfile(bundle / CALIBRATION, out / CALIBRATION)
    write_reference(data, out / REFERENCE, seed)


def learning_window(training: Path, test_share: float, anomalies: AnomalyRules = USUAL_ANOMALIES) -> TrainingSet:
    """The single bets that are learned from; the anomaly policy acts here, never on the bets a model is judged on."""
    data = load_training_set(training)
    window = trusted(training, data, holdout(data, test_share).train, anomalies).singles()
    decided = int(window.decided.sum())
    if decided < MIN_DECIDED:
        raise InputError(
            f"Too few bets to learn from: {decided} straight bets were won or lost in the training window; "
            f"at least {MIN_DECIDED} are needed."
        )
    return window


def _quotes_pay(data: TrainingSet, seen: OutOfTime, shift: Floats, recipe: Recipe) -> bool:
    """Whether quotes, learned from before the last fold, say more of its quoted bets than the rest of the model."""
    if not quoted(data.quotes).any():
        return False
    split = list(folds(data))[-1]
    past, future = data.take(split.train), data.take(split.test & (data.closed | data.decided))
    market = MarketTarget.fit(past, recipe.price)
    knowing = fit_quoted(past, market, recipe)
    known = quoted(future.quotes)
    if knowing is None or not known.any():
        return False
    start = seen.data.placed_at >= future.placed_at[0]
    judged, without = seen.take(start), shift[start]
    if len(without) != len(future):
        return False
    with_quotes = np.where(known, knowing.shift(future.features, future.quotes), without)
    return bool((judged.loss(without) - judged.loss(with_quotes))[known].sum() > 0)


def _weights(training: Path) -> dict[str, float]:
    """How much each book counts, as the rows of quotes say."""
    beside = quotes_beside(training)
    return book_weights(beside.schema.metadata if beside is not None else None, WEIGHTS)


def _span(data: TrainingSet) -> TrainingWindow:
    start, end = (datetime.fromtimestamp(t / 1e6, UTC) for t in (data.placed_at.min(), data.settled_at.max()))
    return TrainingWindow(start, end, len(data), int(data.closed.sum()))
