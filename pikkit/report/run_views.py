"""What a run's page in Kubeflow Pipelines shows of an evaluation, without a click elsewhere."""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from pikkit.base.line_gap import NO_GAP
from pikkit.base.percent_text import percent_text
from pikkit.report.sentences import is_without_gap, sampled
from pikkit.training.drawn_rows import DrawnRows
from pikkit.training.evaluating import GatedEvaluation
from pikkit.training.evaluation.measured import Measured
from pikkit.training.evaluation.record import CalibrationFigures, Evaluation, ReliabilityBin
from pikkit.training.gate import GateVerdict
from pikkit.training.learning_sample import drawn_rows

_NONE = "–"


class RocCurve(NamedTuple):
    """Shares of lost and of won bets that are given at least each probability, from 0 to 1; all of one length."""

    lost: list[float]
    won: list[float]
    threshold: list[float]


def roc_curve(bins: Sequence[ReliabilityBin]) -> RocCurve:
    """The curve through the bins of a reliability table, which holds all bets; empty if nothing won, or all did."""
    falling = sorted(bins, key=lambda one: one.p_low, reverse=True)
    won = [one.bets * one.win_rate.value for one in falling]
    lost = [one.bets - wins for one, wins in zip(falling, won, strict=True)]
    if not (sum(won) > 0 and sum(lost) > 0):
        return RocCurve([], [], [])
    shares = [_cumulative(of) for of in (lost, won)]
    return RocCurve([0.0, *shares[0]], [0.0, *shares[1]], [1.0, *(one.p_low for one in falling)])


def model_roc(evaluation: Evaluation) -> RocCurve:
    """The model's curve; empty without decided bets."""
    model = next((one for one in evaluation.calibration if one.of == "model"), None)
    return roc_curve(model.bins if model else ())


def verdict_facts(verdict: GateVerdict) -> dict[str, str]:
    """The decision and its reasons, as metadata of an artifact."""
    return {"decision": verdict.decision.value, "reasons": " ".join(verdict.reasons)}


def write_evaluation_markdown(gated: GatedEvaluation, path: str, learned: Path | None = None) -> None:
    """Write ``evaluation_markdown`` to a file; ``learned`` is the file of bets that were judged."""
    Path(path).write_text(evaluation_markdown(gated, drawn_rows(learned) if learned else None), encoding="utf-8")


def evaluation_markdown(gated: GatedEvaluation, drawn: DrawnRows | None = None) -> str:
    """The gate's verdict with its reasons, the yardstick, and how well calibrated the model is."""
    figures, verdict = gated.evaluation, gated.verdict
    rows = [
        ("Share of the gap closed (expected)", _share(figures.gap_closed_expected)),
        ("Share of the gap closed (results)", NO_GAP if is_without_gap(figures) else _share(figures.gap_closed)),
        ("Log loss: price, model", f"{_number(figures.log_loss_price)}, {_number(figures.log_loss_model)}"),
        ("ROI of the bets it would take", _share(figures.roi)),
        ("Bets: decided, with a close", f"{figures.decided:,}, {figures.closed:,}"),
    ]
    sentences = [*verdict.reasons, *filter(None, [sampled(drawn)])]
    lines = [f"# Gate: {verdict.decision.value}", "", *(f"- {one}" for one in sentences), ""]
    lines += ["| | |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows), ""]
    model = next((one for one in figures.calibration if one.of == "model"), None)
    return "\n".join([*lines, *(_calibration(model) if model else ["No bets were decided."])]) + "\n"


def _calibration(model: CalibrationFigures) -> list[str]:
    head = f"Calibration error {_number(model.ece.value)}; {_number(model.ece_by_chance)} would be expected by chance."
    rows = [f"| {one.bets:,} | {_number(one.mean_p)} | {_number(one.win_rate.value)} |" for one in model.bins]
    return [head, "", "| Bets | Said | Won |", "|---|---|---|", *rows]


def _cumulative(counts: Sequence[float]) -> list[float]:
    total, so_far, shares = sum(counts), 0.0, []
    for count in counts:
        so_far += count
        shares.append(min(1.0, so_far / total))
    return shares


def _share(measured: Measured) -> str:
    if not math.isfinite(measured.value):
        return _NONE
    value, low, high = (percent_text(one, signed=True) for one in (measured.value, measured.low, measured.high))
    return f"{value} ({low} to {high})"


def _number(value: float) -> str:
    return f"{value:.4f}" if math.isfinite(value) else _NONE
