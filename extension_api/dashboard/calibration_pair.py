"""Two versions' calibration curves over each other."""

from typing import TYPE_CHECKING

from pikkit.base.percent_text import percent_text
from pikkit.pages.charts import Plot, Scale, legend, scale_over

if TYPE_CHECKING:
    from pikkit.training.evaluation.paired import PairedModels

_STYLES = ("price", "model")


def calibration_pair(paired: "PairedModels", before: str, after: str) -> str:
    """How often bets won against what each version said of the same bets; empty without bets."""
    if len(paired.calibration) != len(_STYLES):
        return ""
    bins = [one for curve in paired.calibration for one in curve.bins]
    whole = scale_over([value for one in bins for value in (one.mean_p, one.win_rate.value)], form="{:.0%}")
    marks = tuple(mark for mark in whole.marks if 0 <= mark[0] <= 1)
    scale = Scale(max(whole.low, 0.0), min(whole.high, 1.0), marks)
    plot = Plot(scale, scale, x_name="what the version said", height=320)
    plot.line([(scale.low, scale.low), (scale.high, scale.high)], "even", "as often as said")
    names = [f"version {before}", f"version {after}"]
    for curve, style, name in zip(paired.calibration, _STYLES, names, strict=True):
        plot.line([(one.mean_p, one.win_rate.value) for one in curve.bins], style, name)
        for one in curve.bins:
            words = (
                f"{name}: {one.bets:,} bets, {percent_text(one.mean_p)} said, {percent_text(one.win_rate.value)} won"
            )
            plot.dot(one.mean_p, one.win_rate.value, style, words)
    title = f"Bets won against what versions {before} and {after} said of the same bets"
    return plot.picture(title) + legend([*zip(_STYLES, names, strict=True), ("even", "as often as said")])
