"""Two versions side by side: what they were made with, and how they do on the same bets."""

import math
from typing import TYPE_CHECKING

from flask import render_template, request

from pikkit.base.errors import InputError
from pikkit.extension_api.auth import current_caller
from pikkit.extension_api.dashboard import words
from pikkit.extension_api.dashboard.blueprint import blueprint
from pikkit.extension_api.dashboard.calibration_pair import calibration_pair
from pikkit.extension_api.dashboard.runs_page import known_runs, measured, metric_named
from pikkit.extension_api.extensions import compared_versions
from pikkit.registry.chosen_runs import SHOWN_METRICS, differing_parameters
from pikkit.registry.runs import RunFacts

if TYPE_CHECKING:
    from pikkit.training.evaluation.paired import PairedMetric


@blueprint.get("/models/compare")
def model_comparison() -> str:
    """Show two versions side by side; on the same bets if that is asked for, which takes a while."""
    before, after = (_version(name) for name in ("before", "after"))
    paired = None
    if request.args.get("paired") and current_caller().is_operator:
        paired = compared_versions().compare(before.version or "", after.version or "")
    return render_template(
        "dashboard/comparison.html",
        title="Models",
        before=before,
        after=after,
        figures=[(metric_named(name), measured(before, name), measured(after, name)) for name in SHOWN_METRICS],
        parameters=differing_parameters(before, after),
        paired=paired,
        picture=calibration_pair(paired.paired, before.version or "", after.version or "") if paired else "",
        paired_text=paired_text,
        paired_difference=paired_difference,
        may_pair=current_caller().is_operator,
    )


def paired_text(metric: "PairedMetric", value: float) -> str:
    """A figure of one of two models: a share in percent, a loss in nats."""
    if not math.isfinite(value):
        return words.NONE
    return words.percent(value) if metric.is_share else words.number(value, 5)


def paired_difference(metric: "PairedMetric", value: float) -> str:
    """What lies between two models; between shares, in points."""
    if not math.isfinite(value):
        return words.NONE
    return f"{words.points(value)} points" if metric.is_share else words.number(value, 5, signed=True)


def _version(name: str) -> RunFacts:
    asked, (known, trouble) = request.args.get(name, ""), known_runs()
    version = next((run for run in known if run.version is not None and run.version == asked), None)
    if version is None:
        numbers = ", ".join(run.version for run in known if run.version) or trouble or "none"
        raise InputError(f"There is no version {asked[:40]!r} to compare ({name}); the versions are: {numbers}.")
    return version
