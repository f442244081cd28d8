"""What a run came to, in sentences for a person."""

import math

from pikkit.base.differences import compared_with
from pikkit.base.line_gap import NO_GAP, has_no_gap
from pikkit.report.report_record import RunReport
from pikkit.report.words import measured_percent, percent
from pikkit.training.drawn_rows import DrawnRows
from pikkit.training.evaluation import Evaluation, SegmentFigures
from pikkit.training.gate import GateDecision

_BECAME = {
    GateDecision.PROMOTE: "Promoted by the gate",
    GateDecision.HOLD: "Held back by the gate",
    GateDecision.REJECT: "Rejected by the gate",
}
MIN_WEAK_BETS = 200
"""Bets a segment needs before it is called weak."""


def run_headline(report: RunReport) -> str:
    """The verdict in a sentence."""
    return f"{_BECAME[report.verdict.decision]}: {gap_reading(report.evaluation)}"


def gap_reading(figures: Evaluation) -> str:
    """What the share of the gap says; without closing prices, what the losses say."""
    gap = figures.gap_closed
    if not figures.decided:
        return "there were no decided bets to judge the model on."
    if is_without_gap(figures):
        return f"the closing line was no better than the price on these bets; {_by_loss(figures)}"
    if not figures.closed or not math.isfinite(gap.value):
        return f"no closing prices to compare with; {_by_loss(figures)}"
    reach = f" (95 % interval {percent(gap.low, 0)} to {percent(gap.high, 0)})" if math.isfinite(gap.low) else ""
    share = f"{percent(gap.value, 0)} of the gap between price and closing line{reach}"
    if gap.low > 0:
        return f"the model knows more than the price and closes {share}."
    if gap.high < 0:
        return f"the model is worse than the price alone: it closes {share}."
    return f"the model cannot be told from the price alone: it closes {share}."


def is_without_gap(figures: Evaluation) -> bool:
    """Whether the closing line was no better than the price, so that there was nothing to close a share of."""
    return bool(figures.closed) and has_no_gap(figures.log_loss_price_closed, figures.log_loss_close)


def gap_share(figures: Evaluation) -> str:
    """The share of the gap closed by results, with its interval; that there was none to close."""
    return NO_GAP if is_without_gap(figures) else measured_percent(figures.gap_closed, 0)


def _by_loss(figures: Evaluation) -> str:
    better = figures.log_loss_price - figures.log_loss_model
    if not math.isfinite(better) or better == 0:
        return "the model says what the price says."
    return f"its log loss is {compared_with(better, 'that of the price')}."


def became(report: RunReport) -> str:
    """What follows from the verdict; what a rollout or a person decides later, a run's record does not know."""
    return {
        GateDecision.PROMOTE: "By this verdict it is registered as champion, and serves.",
        GateDecision.HOLD: "By this verdict it is registered as challenger; a rollout, or a person, may promote it.",
        GateDecision.REJECT: "By this verdict it is registered for the record, and serves only if a person wills it.",
    }[report.verdict.decision]


def sampled(drawn: DrawnRows | None) -> str:
    """That a sample was judged, in a sentence; empty if all rows were."""
    if drawn is None:
        return ""
    return (
        f"A sample was judged: {drawn.rows:,} of {drawn.of:,} bets, whole games, tuned, blended, calibrated and judged "
        "the model; the trees of the one that is registered learned from all."
    )


def weak_segments(figures: Evaluation) -> tuple[SegmentFigures, ...]:
    """Segments where the model is surely worse than the price, or its probabilities are off by more than chance."""
    return tuple(part for part in figures.segments if part.by != "month" and weakness(part))


def weakness(part: SegmentFigures) -> str:
    """Why a segment is weak, in words; empty if it is not."""
    if part.bets < MIN_WEAK_BETS:
        return ""
    sentences = []
    if part.gain_expected.high < 0 or part.gain.high < 0:
        sentences.append("surely worse than the price")
    if part.ece.value > part.ece_by_chance_high:
        sentences.append(
            f"calibration error {percent(part.ece.value)}, by chance at most {percent(part.ece_by_chance_high)}"
        )
    return "; ".join(sentences)


def limits(report: RunReport) -> tuple[str, ...]:
    """What the model cannot do and the figures do not show."""
    figures, model = report.evaluation, report.model
    closed = figures.closed / figures.decided if figures.decided else 0.0
    sentences = [
        f"It learned from bets settled by {model.end[:10]}. It does not know what changed since, such as new "
        "books or leagues.",
        "It sees the bettor's own history and the price. It knows no injuries, line-ups, weather or news.",
        "A multi-leg bet is scored by its price alone; dependence between its legs is not modelled.",
        f"{percent(closed, 0)} of the judged bets had a closing price; the share of the gap speaks of those only.",
        _unjudged(report),
        "The backtest takes bets at their recorded prices, and no stake is refused or limited; a real book does both.",
    ]
    if figures.taken:
        sentences.append(_money(figures))
    return tuple(sentences)


def _unjudged(report: RunReport) -> str:
    """What the figures are of, and what they are not of."""
    if report.drawn:
        return (
            "The figures are of a model made the same way from a sample of earlier bets; the trees of the one that is "
            "registered learned from all bets, and it has not been judged itself."
        )
    return (
        "The figures are of a model made the same way from earlier bets; the one that is registered learned from all "
        "and has not been judged itself."
    )


def _money(figures: Evaluation) -> str:
    roi = figures.roi
    if roi.low > 0:
        return f"The bets it would take returned {measured_percent(roi)}. That is the past, not a promise."
    return (
        f"Whether its bets make money is not shown: the {figures.taken:,} it would take returned "
        f"{measured_percent(roi, signed=True)}."
    )
