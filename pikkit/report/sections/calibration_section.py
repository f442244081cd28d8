"""Whether the probabilities mean what they say."""

from collections.abc import Sequence

from pikkit.pages import figure
from pikkit.pages.charts import Plot, legend, scale_over
from pikkit.pages.parts import Column, folded_part, section, table
from pikkit.report.report_record import RunReport
from pikkit.report.words import MILLI, measured_percent, number, percent
from pikkit.training.evaluation import CalibrationFigures


def calibration_section(report: RunReport) -> str:
    """Reliability diagrams, the error beside what chance alone gives, and how the calibrator was chosen."""
    curves = report.evaluation.calibration
    if not any(part.bins for part in curves):
        return ""
    pictures = "".join(
        figure(f"Reliability of the {part.of}", _note(part), reliability_diagram(part) + _table(part))
        for part in curves
    )
    return section(
        "Do the probabilities mean what they say?",
        f'<div class="charts">{pictures}</div>{_parts(curves)}{_calibrators(report)}',
        "Each dot is a group of equally many bets: what was said of them, and how often they won, with 95 % intervals. "
        "On the dashed line the two agree.",
    )


def reliability_diagram(part: CalibrationFigures) -> str:
    """The diagram: mean probability to the right, share won upwards."""
    values = [value for b in part.bins for value in (b.mean_p, b.win_rate.value, b.win_rate.low, b.win_rate.high)]
    scale = scale_over(values, form="{:.0%}")
    plot = Plot(scale, scale, "probability said").line([(scale.low, scale.low), (scale.high, scale.high)], "even")
    style = "price" if part.of == "price" else "model"
    for b in part.bins:
        sentence = f"{b.bets:,} bets: said {percent(b.mean_p)}, won {measured_percent(b.win_rate)}"
        plot.dot(b.mean_p, b.win_rate.value, style, sentence, b.win_rate.low, b.win_rate.high)
    return plot.picture(f"Reliability of the {part.of}: share won against probability said") + legend(
        [(style, f"won, by what the {part.of} said"), ("even", "exactly as said")]
    )


def _note(part: CalibrationFigures) -> str:
    return (
        f"Calibration error {measured_percent(part.ece, 2)}. If every probability were true it would be about "
        f"{percent(part.ece_by_chance, 2)} by chance, under {percent(part.ece_by_chance_high, 2)} in 95 of 100 cases."
    )


def _table(part: CalibrationFigures) -> str:
    columns = [Column("Said", number=True), Column("Won (95 % interval)", number=True), Column("Bets", number=True)]
    rows = [(percent(b.mean_p), measured_percent(b.win_rate), f"{b.bets:,}") for b in part.bins]
    return folded_part("The numbers", table(columns, rows))


def _parts(calibration_figures: Sequence[CalibrationFigures]) -> str:
    columns = [
        Column(""),
        *(Column(name, number=True) for name in ("Brier score", "reliability", "resolution", "uncertainty")),
    ]
    rows = [
        (part.of, *(number(value, 5) for value in (b.brier, b.reliability, b.resolution, b.uncertainty)))
        for part in calibration_figures
        for b in (part.brier_parts,)
    ]
    note = "<p><small>Murphy's parts: less reliability (error) and more resolution are better.</small></p>"
    return folded_part("Brier score and its parts", table(columns, rows) + note)


def _calibrators(report: RunReport) -> str:
    if not report.calibrators:
        return f"<p>Calibrator: {report.model.calibrator}.</p>"
    columns = [
        Column("Calibrator"),
        Column("Gain, ‰ nats", number=True),
        Column("Behind the best", number=True),
        Column("Error", number=True),
    ]
    rows = [
        (
            f"{c.kind}, chosen" if c.chosen else c.kind,
            number(MILLI * c.gain, 3),
            f"{number(MILLI * c.behind, 3)} ± {number(MILLI * c.behind_error, 3)}",
            percent(c.ece, 2),
        )
        for c in report.calibrators
    ]
    return folded_part(f"Why the calibrator is “{report.model.calibrator}”", table(columns, rows))
