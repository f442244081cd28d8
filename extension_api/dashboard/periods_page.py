"""Two periods side by side, and whether luck explains their difference."""

from flask import render_template

from pikkit.extension_api.dashboard.asking import asked
from pikkit.extension_api.dashboard.blueprint import blueprint
from pikkit.extension_api.dashboard.words import points
from pikkit.extension_api.period_query import PeriodsQuery
from pikkit.extension_api.reading import bettor_asked, performance_reader
from pikkit.performance import BetFilter
from pikkit.performance.compared_periods import compared_periods

_TERMS = {"roi": "roi", "fair_clv": "clv", "clv_positive": "beat_close", "win_rate": "win_rate"}


@blueprint.get("/periods")
def periods() -> str:
    """Compare two periods."""
    query, bettor = asked(PeriodsQuery), bettor_asked()
    reader = performance_reader()
    newest = reader.course(BetFilter(bettor=bettor)).last
    spans = query.periods(newest)
    totals = [reader.breakdown(query.conditions(one).for_bettor(bettor)).total for one in spans]
    return render_template(
        "dashboard/periods.html",
        title="Over time",
        asked=query,
        choices=reader.choices(BetFilter(bettor=bettor)),
        spans=spans,
        found=compared_periods(*totals),
        terms=_TERMS,
        points=points,
    )
