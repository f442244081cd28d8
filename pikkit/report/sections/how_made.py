"""How the model was made: learners, search, learning curve."""

from datetime import UTC, datetime

from pikkit.pages import figure
from pikkit.pages.charts import ForestRow, Plot, Scale, bar_rows, legend, scale_over
from pikkit.pages.parts import Column, section, table
from pikkit.report.gain_rows import GAIN, gain_forest, gain_row
from pikkit.report.report_record import FoldFacts, RunReport
from pikkit.report.tuning_history import StageFacts
from pikkit.report.words import MILLI, number, percent, plain
from pikkit.training.ensemble import EnsembleSummary
from pikkit.training.evaluation import LearningPoint, Measured

_WAYS = {
    "price": "the price alone",
    "single": "the best learner alone",
    "voting": "all learners alike",
    "stacking": "each with its own weight",
}


def ensemble_section(report: RunReport) -> str:
    """The ways to use the learners, and each learner alone."""
    weights = [(plain(name), number(weight, 2)) for name, weight in report.model.weights.items()]
    shares = (
        table([Column("Learner"), Column("Weight", number=True)], weights)
        if weights
        else "<p>None: the price alone.</p>"
    )
    summary = report.ensemble
    if summary is None:
        return section("Learners", shares)
    lead = (
        f"Kept: {_WAYS[summary.way.value]}. Gains over the price in thousandths of a nat a bet, each judged on bets "
        f"later than those it learned from ({summary.bets:,} bets of the training window)."
    )
    ways, alone = _way_rows(summary), _learner_rows(summary)
    parts = (
        ("Ways to use them", gain_forest("Way", ways, beside=alone) if ways else ""),
        ("Each alone", gain_forest("Learner", alone, beside=ways) if alone else ""),
        ("The blend, fold by fold", _folds(report.folds)),
        ("Weights", shares),
    )
    return section("Learners", "".join(f"<h3>{title}</h3>{part}" for title, part in parts if part), lead)


def tuning_section(report: RunReport) -> str:
    """The search, stage by stage, and what mattered in it."""
    if report.tuning is None:
        return ""
    charts = [_history_figure(stage) for stage in report.tuning.stages if len(stage.trials) > 1]
    charts += [_importance(stage) for stage in report.tuning.stages if stage.importance]
    lead = "Each dot is a trial, judged by one learner's gain over the price on bets later than those it learned from."
    ends = "".join(f"<p>{sentence}</p>" for sentence in report.tuning.early_ends())
    body = ends + (f'<div class="charts">{"".join(charts)}</div>' if charts else "")
    return section("Tuning", body, lead if charts else "") if body else ""


def learning_section(report: RunReport) -> str:
    """The gain against how much there was to learn from."""
    points = report.evaluation.learning_curve
    if not points:
        return ""
    picture = figure("Gain by number of bets learned from", GAIN, curve(points))
    return section("Would more bets help?", f'<div class="charts">{picture}</div>')


def _way_rows(summary: EnsembleSummary) -> list[ForestRow]:
    return [
        gain_row(_WAYS[c.way.value] + (" (kept)" if c.way is summary.way else ""), "", Measured(c.gain, c.low, c.high))
        for c in summary.candidates
    ]


def _learner_rows(summary: EnsembleSummary) -> list[ForestRow]:
    return [
        gain_row(plain(s.learner), f"spoke of {percent(s.spoke, 0)}", Measured(s.gain, s.low, s.high))
        for s in summary.learners
    ]


def _folds(folds: tuple[FoldFacts, ...]) -> str:
    rows = [
        (f"{datetime.fromtimestamp(f.start, UTC):%Y-%m-%d}", f"{f.bets:,}", number(MILLI * f.gain, 2)) for f in folds
    ]
    columns = [Column("Fold from"), Column("Bets", number=True), Column("Gain of the blend", number=True)]
    return table(columns, rows) if rows else ""


def _history_figure(stage: StageFacts) -> str:
    note = "Gain in thousandths of a nat a bet. A trial that was given up is shown where it was then, or at the edge."
    return figure(f"Tuning history: {plain(stage.name)}", note, trial_history(stage))


def trial_history(stage: StageFacts) -> str:
    """Trials to the right, gains upwards, and the best so far."""
    known = [(n, MILLI * t.gain, t.pruned) for n, t in enumerate(stage.trials, 1) if t.gain is not None]
    finished = [gain for _, gain, pruned in known if not pruned]
    x = scale_over([1, len(stage.trials)], form="{:.0f}", marks=min(5, len(stage.trials)))
    plot = Plot(x, scale_over(finished or [gain for _, gain, _ in known]), "trial")
    best, steps = float("-inf"), []
    for n, gain, pruned in known:
        best = best if pruned else max(best, gain)
        steps.append((float(n), best))
        style, ended = ("pruned", "given up at") if pruned else ("model", "gain")
        plot.dot(n, gain, style, f"trial {n}: {ended} {gain:.2f}")
    keys = legend([("model", "tried to the end"), ("pruned", "given up early"), ("other", "best so far")])
    return plot.line(steps, "other").picture(f"Tuning history: {plain(stage.name)}") + keys


def _importance(stage: StageFacts) -> str:
    ranked = sorted(stage.importance.items(), key=lambda pair: -pair[1])
    rows = [
        ForestRow(plain(name), _best(stage, name), share, share, share, percent(share, 0)) for name, share in ranked
    ]
    top = Scale(0.0, max(ranked[0][1], 1e-9))
    title = f"What mattered in it: {plain(stage.name)}"
    return figure(
        title,
        "Share of importance (PED-ANOVA), a rough figure from so few trials.",
        bar_rows(title, ("Value", "Share"), rows, top),
    )


def _best(stage: StageFacts, name: str) -> str:
    return f"best: {stage.best.values[name]:.4g}" if stage.best and name in stage.best.values else ""


def curve(points: tuple[LearningPoint, ...]) -> str:
    """Bets to the right, the gain with its interval upwards."""
    rows = [gain_row("", f"{point.bets:,} bets", point.gain) for point in points]
    bets = [float(point.bets) for point in points]
    reached = [value for row in rows for value in (row.value, row.low, row.high)]
    plot = Plot(scale_over(bets, (0.0,), "{:,.0f}"), scale_over(reached, (0.0,)), "bets learned from")
    plot.line([(n, row.value) for n, row in zip(bets, rows, strict=True)], "model")
    for n, row in zip(bets, rows, strict=True):
        plot.dot(n, row.value, "model", f"{row.note}: {row.said}", row.low, row.high)
    return plot.picture(f"{GAIN}, by number of bets learned from")
