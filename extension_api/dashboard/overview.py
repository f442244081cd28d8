"""The first page: how it goes, in a glance, and what there is to bet on this week."""

from datetime import UTC, datetime, timedelta

from flask import render_template

from pikkit.extension_api.captures import CaptureQuery, Status
from pikkit.extension_api.dashboard.blueprint import blueprint
from pikkit.extension_api.dashboard.charts import bankroll_picture
from pikkit.extension_api.dashboard.opportunities_page import what
from pikkit.extension_api.extensions import captures
from pikkit.extension_api.reading import bettor_asked, performance_reader
from pikkit.performance import BetFigures, BetFilter

_BEST, _MOST = 5, 500
_WEEK = timedelta(days=7)


@blueprint.get("/")
def overview() -> str:
    """Show the bankroll, ROI and CLV with intervals, and this week's best opportunities."""
    bettor = bettor_asked()
    reader = performance_reader()
    total = reader.breakdown(BetFilter(bettor=bettor)).total
    curve = reader.bankroll(BetFilter(bettor=bettor))
    week = CaptureQuery(limit=_MOST, since=datetime.now(UTC) - _WEEK, min_ev=0.0, status=Status.NEW)
    best = sorted(captures().page(bettor, week).opportunities, key=lambda one: one.ev or 0.0, reverse=True)[:_BEST]
    return render_template(
        "dashboard/overview.html",
        title="Overview",
        total=total,
        curve=curve,
        picture=bankroll_picture(curve) if curve.days else "",
        verdict=verdict(total),
        best=best,
        what=what,
    )


def verdict(total: BetFigures) -> tuple[str, str, str]:
    """What the figures say, honestly: a tone ("passed", "warned" or "blocked"), a heading, and a sentence."""
    clv, roi = total.clv, total.roi
    if clv.low is None or clv.high is None:
        return (
            "warned",
            "Too early to say",
            "Closing prices on at least ten days are needed to judge the prices you take.",
        )
    losing = roi.high is not None and roi.high < 0
    if clv.low > 0:
        heading, tone = "You beat the closing line on average", "warned" if losing else "passed"
    elif clv.high < 0:
        heading, tone = "You take worse prices than the closing line", "blocked"
    else:
        heading, tone = "Your prices are about those of the closing line", "warned"
    return tone, heading, _of_money(roi.low, roi.high, beats=clv.low > 0)


def _of_money(low: float | None, high: float | None, *, beats: bool) -> str:
    if low is None or high is None:
        return "There are too few settled days to tell profit from luck."
    if low > 0:
        return "The profit is more than luck would explain."
    if high < 0 and beats:
        return (
            "Still, the loss is more than bad luck would explain: what is gained on the close is less than the margin."
        )
    if high < 0:
        return "The loss is more than bad luck would explain."
    return "Profit and loss so far cannot be told from luck; the closing line says more, sooner."
