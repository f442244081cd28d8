"""Two versions side by side, for a person."""

import math
from typing import TYPE_CHECKING

from pikkit.cli.output import count, decimals, percent, table_text

if TYPE_CHECKING:
    from pikkit.report.compared_models import ComparedModels
    from pikkit.training.evaluation.paired import PairedMetric, PairedModels
    from pikkit.training.evaluation.record import CalibrationFigures, ReliabilityBin

_WIDTH = 40
"""Characters of the drawn curve."""


def comparison_text(compared: "ComparedModels") -> str:
    """Figures on the same bets, both calibration curves, what the models differ in."""
    return "\n".join(
        [
            f"{compared.after} against {compared.before}",
            "",
            *_paired(compared.paired),
            "",
            *_calibration(compared),
            "",
            f"Features gained: {', '.join(compared.gained) or 'none'}; lost: {', '.join(compared.lost) or 'none'}.",
            "",
            *_changes(compared),
        ]
    )


def _paired(paired: "PairedModels") -> list[str]:
    if not paired.bets:
        return ["No stored bet was won or lost, so nothing can be compared on the same bets; give some with --bets."]
    head = f"On the same {count(paired.bets, 'bet')} won or lost, none of which either model learned from:"
    if paired.learned_from:
        head = (
            f"On the same {count(paired.bets, 'bet')} won or lost. Either model may have learned from "
            f"{paired.learned_from:,} of them, which flatters it: import newer bets, or give some with --bets."
        )
    rows = [_metric(metric) for metric in paired.metrics]
    columns = ("figure", "bets", "before", "after", "difference (95 %)", "after is")
    return [head, *(f"  {line}" for line in table_text(columns, rows).splitlines())]


def _metric(metric: "PairedMetric") -> tuple[str, ...]:
    share = metric.is_share
    written = percent if share else decimals
    low, high = metric.difference.low, metric.difference.high
    signed = _signed_percent if share else _signed
    span = f" ({signed(low)} to {signed(high)})" if math.isfinite(low) else ""
    return (
        metric.name,
        f"{metric.bets:,}",
        written(metric.before),
        written(metric.after),
        f"{signed(metric.difference.value)}{span}",
        metric.verdict,
    )


def _calibration(compared: "ComparedModels") -> list[str]:
    if len(compared.paired.calibration) != 2:
        return []
    before, after = compared.paired.calibration
    rows = [_bin(one, other) for one, other in zip(before.bins, after.bins, strict=False)]
    columns = ("before says", "came", "after says", "came", "0 %" + " " * (_WIDTH - 8) + "100 %")
    return [
        "Calibration, by rising probability (o: before, x: after, *: both; |: what came, after):",
        *(f"  {line}" for line in table_text(columns, rows).splitlines()),
        f"  Calibration error {_error(before)} before, {_error(after)} after.",
    ]


def _bin(one: "ReliabilityBin", other: "ReliabilityBin") -> tuple[str, ...]:
    marks = [" "] * (_WIDTH + 1)
    marks[round(other.win_rate.value * _WIDTH)] = "|"
    places = [round(part.mean_p * _WIDTH) for part in (one, other)]
    for place, mark in zip(places, "ox", strict=True):
        marks[place] = "*" if places[0] == places[1] else mark
    chances = (percent(value) for value in (one.mean_p, one.win_rate.value, other.mean_p, other.win_rate.value))
    return (*chances, "".join(marks))


def _error(figures: "CalibrationFigures") -> str:
    return f"{decimals(figures.ece.value, 4)} ({decimals(figures.ece_by_chance, 4)} by chance)"


def _changes(compared: "ComparedModels") -> list[str]:
    if not compared.changes:
        return ["They were made the same way, from the same bets."]
    rows = [(change.what, change.before, change.now) for change in compared.changes]
    return table_text(("made with", "before", "after"), rows).splitlines()


def _signed(value: float) -> str:
    return f"{value:+.5f}" if math.isfinite(value) else "–"


def _signed_percent(value: float) -> str:
    return percent(value, signed=True)
