"""The model card: what a model is for, how it was made, how it did, and what it cannot do (Mitchell et al., 2019)."""

from collections.abc import Iterator, Sequence

from pikkit.report.report_record import RunReport
from pikkit.report.sentences import gap_share, limits, run_headline, sampled, weak_segments, weakness
from pikkit.report.words import UNKNOWN, day, measured_percent, number, percent, plain

_SHOWN = 10

INTENDED = (
    "Pikkit scores single bets that a person considers placing: the chance to win, what the price says, the edge, and "
    "how sure it is. It is made for bettors whose own settled bets it learned from."
)
NOT_INTENDED = (
    "Placing bets without a person who decides.",
    "Bettors, books, leagues or markets it has no history of: it then says little more than the price.",
    "Pricing the legs of a parlay against each other, or bets placed while a match is on beyond what was in the data.",
    "Judging persons: who may bet, how much credit they get, or whether they are limited.",
)
ETHICS = (
    "Betting can become an addiction. A positive expected value is an average over many bets: most bettors lose, and "
    "any bet can. Never stake money that is needed for something else, and never raise stakes to win losses back.",
    "The law on betting, and on advice about it, differs from place to place; whoever uses the scores answers for it.",
    "The model learned from the bettors' own records. They stay where it was trained; the bundle holds a sample of "
    "features, without names.",
    "A score is an estimate with an interval, not advice to bet.",
)


def render_card(report: RunReport) -> str:
    """The card in Markdown."""
    return "\n".join(line for part in (_head, _use, _data, _making, _figures, _weak, _rest) for line in part(report))


def _head(report: RunReport) -> Iterator[str]:
    yield f"# Model card: {report.version or report.name}"
    yield ""
    yield f"{run_headline(report)}"
    yield ""
    yield f"Made {report.model.created_at[:16].replace('T', ' ')} UTC. The gate: {report.verdict.decision}."
    yield ""
    yield from (f"- {reason}" for reason in report.verdict.reasons)
    yield ""


def _use(_: RunReport) -> Iterator[str]:
    yield from ("## Intended use", "", INTENDED, "", "## Not intended", "")
    yield from (f"- {sentence}" for sentence in NOT_INTENDED)
    yield ""


def _data(report: RunReport) -> Iterator[str]:
    model, judged, figures = report.model, report.judged, report.evaluation
    held = f", placed {day(figures.window.start)} to {day(figures.window.end)}" if figures.window else ""
    yield from ("## Data", "")
    yield f"- Learned from {model.bets:,} single bets, {day(model.start)} to {day(model.end)}."
    yield f"- {model.closed:,} of them have a closing price."
    yield f"- The model that was judged learned from {judged.bets:,} bets, settled by {day(judged.end)}."
    yield f"- Judged on {figures.decided:,} later bets won or lost, {figures.closed:,} with a close{held}."
    if report.drawn:
        yield f"- {sampled(report.drawn)}"
    yield f"- Data fingerprint: {report.origin.data_fingerprint or UNKNOWN}."
    yield ""


def _making(report: RunReport) -> Iterator[str]:
    model = report.model
    shares = ", ".join(f"{plain(name)} {number(weight, 2)}" for name, weight in model.weights.items())
    yield from ("## How it was made", "")
    yield "The bet's own price, recalibrated, is where it starts; the learners add what the price does not say. Where a"
    yield "bet has a closing price they learn from that, elsewhere from the result."
    yield ""
    yield f"- Learners and weights: {shares or 'none, the price alone'}."
    yield f"- Calibrator: {model.calibrator}. Features: {len(model.feature_names)}."
    moving = [part for part in report.features if part.moves > 0][:_SHOWN]
    if moving:
        yield f"- It looks most at: {'; '.join(f'{part.meaning} ({percent(part.share, 0)})' for part in moving)}."
    if report.tuning:
        yield from (f"- {sentence}" for sentence in report.tuning.early_ends())
    yield f"- Recipe: {'; '.join(f'{plain(name)} {value}' for name, value in model.recipe.items())}."
    yield ""


def _figures(report: RunReport) -> Iterator[str]:
    figures = report.evaluation
    rows = [
        ("Log loss of the price (bets with a close)", number(figures.log_loss_price_closed, 5)),
        ("Log loss of the model", number(figures.log_loss_model_closed, 5)),
        ("Log loss of the closing line", number(figures.log_loss_close, 5)),
        ("Share of the gap closed, by results", gap_share(figures)),
        ("Share of the gap closed, by closing prices", measured_percent(figures.gap_closed_expected, 0)),
        ("Brier score", number(figures.brier, 5)),
        ("Calibration error", percent(figures.ece, 2)),
        ("Closing prices inside the 90 % interval", percent(figures.coverage)),
        ("Bets it would take", f"{figures.taken:,}"),
        ("CLV of those, margin left in", measured_percent(figures.clv, signed=True)),
        ("ROI of those", measured_percent(figures.roi, signed=True)),
    ]
    yield from ("## Figures", "", "On the judged bets; in brackets the 95 % interval over resampled events.", "")
    yield from _table(("Figure", "Value"), rows)
    yield ""


def _weak(report: RunReport) -> Iterator[str]:
    weak = weak_segments(report.evaluation)
    yield from ("## Where it is weak", "")
    if not report.evaluation.segments:
        yield "It was not judged by segment."
    elif not weak:
        yield "In no segment is it surely worse than the price, or miscalibrated beyond chance."
    else:
        rows = [(plain(part.by), part.name, f"{part.bets:,}", weakness(part)) for part in weak]
        yield from _table(("By", "Segment", "Bets", "Why"), rows)
    yield ""


def _rest(report: RunReport) -> Iterator[str]:
    origin, libraries = report.origin, report.model.libraries
    yield from ("## Limits", "")
    yield from (f"- {sentence}" for sentence in limits(report))
    yield from ("", "## Ethics and licence", "")
    yield from (f"- {sentence}" for sentence in ETHICS)
    yield "- The code is under the Apache License 2.0. The model belongs to whoever owns the bets it learned from."
    yield from ("", "## Versions", "")
    yield f"- Code: Pikkit {origin.version or UNKNOWN}{f', commit {origin.commit}' if origin.commit else ''}."
    yield f"- Bundle format {report.model.format}; {', '.join(f'{name} {v}' for name, v in libraries.items())}."
    yield ""


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    for cells in (head, ["---"] * len(head), *rows):
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
