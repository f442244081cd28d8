"""The main charts as files of their own, for whoever shows a run without its page."""

import re
from collections.abc import Iterator
from pathlib import Path

from pikkit.pages.style import STYLE
from pikkit.report.report_record import RunReport
from pikkit.report.sections.calibration_section import reliability_diagram
from pikkit.report.sections.how_made import curve, trial_history
from pikkit.report.sections.money import bankroll_chart

_SVG = re.compile(r"<svg .*?</svg>", re.DOTALL)


def write_pictures(report: RunReport, folder: Path) -> list[Path]:
    """Write SVG files into a folder, which is made; those there is something to show in."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, drawn in _drawn(report):
        path = folder / f"{name}.svg"
        path.write_text(_alone(drawn), encoding="utf-8")
        written.append(path)
    return written


def _drawn(report: RunReport) -> Iterator[tuple[str, str]]:
    figures = report.evaluation
    for part in figures.calibration:
        if part.bins:
            yield f"reliability_{part.of}", reliability_diagram(part)
    for test in figures.backtests:
        if test.days:
            yield f"bankroll_{test.staking}", bankroll_chart(test)
    for stage in report.tuning.stages if report.tuning else ():
        if len(stage.trials) > 1:
            yield f"tuning_{stage.name}", trial_history(stage)
    if figures.learning_curve:
        yield "learning_curve", curve(figures.learning_curve)


def _alone(drawn: str) -> str:
    """The first picture of a piece of a page, with the page's colours inside it."""
    match = _SVG.search(drawn)
    picture = match.group() if match else ""
    style = f'<style>{STYLE}</style><rect width="100%" height="100%" style="fill:var(--page)"/>'
    start, inside = picture.split(">", 1)
    return f'{start} xmlns="http://www.w3.org/2000/svg">{style}{inside}\n'
