"""The engine: arrays out, results in, by a process of the other environment."""

import json
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from pydantic import TypeAdapter, ValidationError

from pikkit.base.errors import NotReadyError
from pikkit.drift.benjamini_hochberg import NONE, adjusted
from pikkit.drift.bins import bins_of
from pikkit.drift.column_sample import Sample
from pikkit.drift.compare import TOGETHER
from pikkit.drift.effect_bands import ALPHA, Limits
from pikkit.drift.engines.alibi.alibi_bands import ALIBI_BANDS
from pikkit.drift.engines.alibi.arrays import Blocks, blocks_of
from pikkit.drift.result import DriftResult

WORKER = Path(__file__).with_name("alibi_worker.py")
SECONDS = 600
"""After so long the other process is stopped."""
DETECTORS = {"continuous": "alibi_ks", "flags": "alibi_chi_square", "texts": "alibi_chi_square"}
EFFECTS = {
    "alibi_ks": "largest distance of the distribution functions",
    "alibi_chi_square": "share of bets in other categories",
    "alibi_classifier": "distance of what the classifier says",
}
_SAID = TypeAdapter(dict[str, dict[str, list[float]]])


def compare_by_alibi(python: Path, reference: Sample, window: Sample, limits: Limits = NONE) -> tuple[DriftResult, ...]:
    """TabularDrift on every column and ClassifierDrift on rows, judged by the same bands and limits as SciPy's.

    Args:
        python: Of the environment that has alibi-detect.
        reference, window, limits: As for ``pikkit.drift.compare.compare``.

    Raises:
        NotReadyError: The process cannot be started, fails, or takes too long.
        InputError: The window holds too few bets.
    """
    blocks = blocks_of(reference, window)
    predictions = _run(python, blocks)
    results = [
        _result(DETECTORS[block], feature, p, statistic, reference, window)
        for block, features in blocks.features.items()
        for feature, p, statistic in zip(
            features, predictions[block]["p"], predictions[block]["statistic"], strict=True
        )
    ]
    for p, statistic in zip(*predictions.get("rows", {"p": [], "statistic": []}).values(), strict=True):
        results.append(_result("alibi_classifier", TOGETHER, p, statistic, reference, window))
    ours = {(feature, f"alibi_{name}"): limit for (feature, name), limit in limits.items() if name != "classifier"}
    return adjusted(results, ours | _classifier_limit(limits))


def _run(python: Path, blocks: Blocks) -> dict[str, dict[str, list[float]]]:
    with tempfile.TemporaryDirectory(prefix="pikkit-drift-") as scratch:
        file = Path(scratch) / "arrays.npz"
        np.savez(file, **blocks.arrays)  # type: ignore[arg-type]
        try:
            done = subprocess.run(  # noqa: S603 (the python is the operator's own setting)
                [str(python), str(WORKER), str(file)], capture_output=True, text=True, timeout=SECONDS, check=True
            )
            return _SAID.validate_json(done.stdout)
        except (OSError, subprocess.SubprocessError, ValidationError, json.JSONDecodeError) as error:
            lines = (getattr(error, "stderr", "") or str(error)).strip().splitlines()
            raise NotReadyError(f"alibi-detect cannot be run by {python}: {lines[-1] if lines else error}") from error


def _result(detector: str, feature: str, p: float, statistic: float, reference: Sample, window: Sample) -> DriftResult:
    effect = _moved(feature, reference, window) if detector == "alibi_chi_square" else statistic
    bands = ALIBI_BANDS[detector]
    counted = (reference, window) if feature == TOGETHER else (reference.column(feature), window.column(feature))
    return DriftResult(
        feature, detector, statistic, p, effect, EFFECTS[detector], bands.warning, len(counted[0]), len(counted[1]),
        bands.severity(effect, p, ALPHA),
    )  # fmt: skip


def _moved(feature: str, reference: Sample, window: Sample) -> float:
    """The share of bets in other categories: alibi-detect's statistic grows with the number of bets."""
    bins = bins_of(reference.column(feature))
    before, now = bins.counts(reference.column(feature)), bins.counts(window.column(feature))
    return float(np.abs(before / before.sum() - now / now.sum()).sum() / 2)


def _classifier_limit(limits: Limits) -> dict[tuple[str, str], float]:
    """What is usual as an area under the curve, as the distance alibi-detect measures (equal normal variables)."""
    from scipy.stats import norm

    area = min(limits.get((TOGETHER, "classifier"), 0.5), 0.9999)
    return {(TOGETHER, "alibi_classifier"): float(2 * norm.cdf(norm.ppf(area) / np.sqrt(2)) - 1)}
