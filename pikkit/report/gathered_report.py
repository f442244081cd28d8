"""From what the steps of a run left to the record of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from pydantic import TypeAdapter

from pikkit.base.errors import InputError
from pikkit.base.validation import first_said
from pikkit.features.definitions.feature_matrix import feature_named
from pikkit.report.model_facts import read_model_facts
from pikkit.report.origin import ModelOrigin
from pikkit.report.report_record import FeatureFacts, FoldFacts, JudgedModel, RunReport
from pikkit.report.tuning_history import TuningHistory
from pikkit.training.bundle import REFERENCE, Bundle
from pikkit.training.calibration.calibrator_choice import CalibratorCandidate
from pikkit.training.dataset import TrainingSet
from pikkit.training.drawn_rows import DrawnRows
from pikkit.training.ensemble import EnsembleSummary, OutOfTime
from pikkit.training.evaluation import Evaluation, Measured
from pikkit.training.gate import GateDecision, GateVerdict
from pikkit.training.importance import importances
from pikkit.training.splits import folds
from pikkit.training.training_steps import CALIBRATION, OUT_OF_TIME, SUMMARY

Parsed = TypeVar("Parsed")


@dataclass(frozen=True)
class RunFiles:
    """Where a run's steps left what they made.

    Attributes:
        bundle: The bundle that is registered.
        evaluation: ``evaluation.json``.
        blend: Folder of the ensemble step; None where it is not at hand.
        champion: Folder of the champion's bundle; None without one.
        champion_version: Its name and version.
        champion_gap: The share of the gap it closed on the bets it was judged by, if that is known.
    """

    bundle: Path
    evaluation: Path
    blend: Path | None = None
    champion: Path | None = None
    champion_version: str = ""
    champion_gap: Measured | None = None


def gather_report(
    name: str,
    files: RunFiles,
    *,
    learned: TrainingSet | None = None,
    tuning: TuningHistory | None = None,
    origin: ModelOrigin | None = None,
    drawn: DrawnRows | None = None,
) -> RunReport:
    """The record of a run.

    Args:
        name: Of the registered model.
        files: What the run left.
        learned: The bets the search and the ensemble learned from, to tell their folds apart.
        tuning: What the search tried.
        origin: Where the model comes from.
        drawn: The sample that was judged, if not all rows were.

    Raises:
        InputError: A file is missing or is not what it should be.
    """
    document = _read_json(files.evaluation)
    try:
        verdict = GateVerdict(GateDecision(document["decision"]), tuple(document["reasons"]))
        judged, evaluation = _judged(document["training_window"]), Evaluation.from_dict(document)
    except (LookupError, TypeError, ValueError) as error:
        raise InputError(f"{files.evaluation} is no evaluation: {first_said(error)}.") from error
    return RunReport(
        name=name,
        verdict=verdict,
        evaluation=evaluation,
        judged=judged,
        model=read_model_facts(files.bundle),
        features=_features(files.bundle),
        tuning=tuning,
        ensemble=_ensemble(files.blend),
        folds=_folds(files.blend, learned),
        calibrators=_calibrators(files.bundle),
        champion=read_model_facts(files.champion) if files.champion else None,
        champion_version=files.champion_version,
        champion_gap=files.champion_gap,
        origin=origin or ModelOrigin(),
        drawn=drawn,
    )


def _judged(window: Mapping[str, Any]) -> JudgedModel:
    return JudgedModel(str(window["start"]), str(window["end"]), int(window["bets"]), int(window["closed"]))


def _features(folder: Path) -> tuple[FeatureFacts, ...]:
    if not (folder / REFERENCE).is_file():
        return ()
    ranked = sorted(importances(Bundle.load(folder), folder), key=lambda part: -part.moves)
    known = [(part, feature_named(part.name)) for part in ranked]
    return tuple(FeatureFacts(p.name, f.entity, f.meaning, f.unit, p.moves, p.share) for p, f in known)


def _ensemble(blend: Path | None) -> EnsembleSummary | None:
    if blend is None or not (blend / SUMMARY).is_file():
        return None
    return _parsed(TypeAdapter(EnsembleSummary), blend / SUMMARY, _read_json(blend / SUMMARY))


def _folds(blend: Path | None, learned: TrainingSet | None) -> tuple[FoldFacts, ...]:
    """How the blend did on each fold, with its final weights, which were chosen on all of them and so flatter."""
    summary = _ensemble(blend)
    if blend is None or summary is None or learned is None:
        return ()
    seen = OutOfTime.load(blend / OUT_OF_TIME)
    gain, placed = seen.gain(seen.blend(summary.weights)), seen.data.placed_at
    facts = []
    for split in folds(learned):
        times = learned.placed_at[split.test]
        rows = (placed >= times.min()) & (placed <= times.max()) if len(times) else np.zeros(len(placed), dtype=bool)
        if rows.any():
            facts.append(FoldFacts(int(times.min()) // 1_000_000, int(rows.sum()), float(gain[rows].mean())))
    return tuple(facts)


def _calibrators(bundle: Path) -> tuple[CalibratorCandidate, ...]:
    path = bundle / CALIBRATION
    if not path.is_file():
        return ()
    return _parsed(TypeAdapter(tuple[CalibratorCandidate, ...]), path, _read_json(path).get("candidates", ()))


def _parsed(kind: TypeAdapter[Parsed], path: Path, value: object) -> Parsed:
    try:
        return kind.validate_python(value)
    except ValueError as error:
        raise InputError(f"{path} is not what this version writes: {first_said(error)}.") from error


def _read_json(path: Path) -> dict[str, Any]:
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from error
    except (TypeError, ValueError) as error:
        raise InputError(f"{path} is no JSON object: {error}.") from error
