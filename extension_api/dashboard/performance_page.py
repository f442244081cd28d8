"""What bets came to, by any dimension, and as a CSV file."""

import csv
import io

from flask import Response, render_template

from pikkit.base.spreadsheet_cells import cell_text
from pikkit.extension_api.api.performance import PerformanceQuery
from pikkit.extension_api.dashboard.asking import asked
from pikkit.extension_api.dashboard.blueprint import blueprint
from pikkit.extension_api.dashboard.charts import group_picture, shown_groups
from pikkit.extension_api.reading import bettor_asked, performance_reader
from pikkit.performance import BetFigures, BetFilter, Breakdown, Estimate
from pikkit.performance.dimensions import DIMENSIONS

_FIRST = "sportsbook"


@blueprint.get("/performance")
def performance() -> str:
    """Show figures by one dimension, filtered."""
    query, bettor = asked(PerformanceQuery), bettor_asked()
    by = query.by or _FIRST
    breakdown = performance_reader().breakdown(query.for_bettor(bettor), by)
    conditions = {name: str(value) for name, value in query.model_dump(exclude={"by", "bettor"}).items() if value}
    return render_template(
        "dashboard/performance.html",
        title="Performance",
        found=breakdown,
        by=by,
        dimensions=tuple(DIMENSIONS),
        asked=query,
        conditions=conditions,
        choices=performance_reader().choices(BetFilter(bettor=bettor)),
        left_out=shown_groups(breakdown)[1],
        roi=group_picture(breakdown, "roi", "ROI"),
        clv=group_picture(breakdown, "fair_clv", "Closing line value"),
    )


@blueprint.get("/performance.csv")
def performance_csv() -> Response:
    """Give the same figures as a CSV file."""
    query = asked(PerformanceQuery)
    by = query.by or _FIRST
    breakdown = performance_reader().breakdown(query.for_bettor(bettor_asked()), by)
    response = Response(_csv(breakdown), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="performance-by-{by}.csv"'
    return response


_NUMBERS = ("bets", "open", "stake", "profit", "wins", "losses", "pushes", "voids", "cash_outs", "unknown", "closes")
_ESTIMATES = ("roi", "win_rate", "clv", "clv_staked", "clv_positive", "fair_clv")


def _csv(breakdown: Breakdown) -> str:
    file = io.StringIO()
    writer = csv.writer(file)
    parts = [f"{name}{end}" for name in _ESTIMATES for end in ("", "_low", "_high")]
    writer.writerow([breakdown.by, *_NUMBERS, "coverage", "clv_median", "fair_clv_median", *parts])
    for name, figures in (("all", breakdown.total), *((group.name, group.figures) for group in breakdown.groups)):
        writer.writerow([cell_text(name), *_row(figures)])
    return file.getvalue()


def _row(figures: BetFigures) -> list[object]:
    estimates: list[Estimate] = [getattr(figures, name) for name in _ESTIMATES]
    ends = [part for one in estimates for part in (one.value, one.low, one.high)]
    middles = [figures.clv_median, figures.fair_clv_median]
    return [*(getattr(figures, name) for name in _NUMBERS), figures.coverage, *middles, *ends]
