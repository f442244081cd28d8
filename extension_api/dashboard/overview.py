"""The first page: how it goes, in a glance, and what there is to bet on this week."""

from datetime import UTC, datetime, timedelta

from flask import render_template

from pikkit.extension_api.auth import current_caller
from pikkit.extension_api.bet_filter import FilterQuery
from pikkit.extension_api.captures import CaptureQuery, Status
from pikkit.extension_api.dashboard.asking import asked
from pikkit.extension_api.dashboard.blueprint import blueprint
from pikkit.extension_api.dashboard.charts import bankroll_picture
from pikkit.extension_api.dashboard.filters_kept import filters_kept
from pikkit.extension_api.dashboard.opportunities_page import what
from pikkit.extension_api.dashboard.words import plain
from pikkit.extension_api.extensions import captures
from pikkit.extension_api.reading import bettor_asked, bettors_known, performance_reader
from pikkit.performance import BetFilter
from pikkit.performance.headline import Tone, headline_of

_BEST, _MOST = 5, 500
_WEEK = timedelta(days=7)
_TONES = {Tone.GOOD: "passed", Tone.MIXED: "warned", Tone.BAD: "blocked"}


@blueprint.get("/")
def overview() -> str:
    """Show the bankroll, ROI and CLV with intervals, and this week's best opportunities."""
    query, bettor = asked(FilterQuery), bettor_asked()
    reader, meant = performance_reader(), query.for_bettor(bettor)
    total, curve = reader.breakdown(meant).total, reader.bankroll(meant)
    week = CaptureQuery(limit=_MOST, since=datetime.now(UTC) - _WEEK, min_ev=0.0, status=Status.NEW)
    best = sorted(captures().page(bettor, week).opportunities, key=lambda one: one.ev or 0.0, reverse=True)[:_BEST]
    return render_template(
        "dashboard/overview.html",
        title="Overview",
        total=total,
        some=bool(reader.breakdown(BetFilter(bettor=bettor)).total.bets),
        told=", ".join(f"{plain(name)} {value}" for name, value in filters_kept().items()),
        curve=curve,
        picture=bankroll_picture(curve) if curve.days else "",
        headline=headline_of(total, _looked_at(bettor)),
        tones=_TONES,
        best=best,
        what=what,
    )


def _looked_at(bettor: str | None) -> int:
    """Among how many bettors the caller may choose; everybody together is one."""
    return max(len(bettors_known()), 1) if bettor is not None and current_caller().is_operator else 1
