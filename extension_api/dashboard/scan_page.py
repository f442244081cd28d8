"""What is on offer now that is worth more than it costs."""

from collections.abc import Callable
from typing import Any, Literal

from flask import render_template
from pydantic import BaseModel, ConfigDict, Field

from pikkit.extension_api.api.scans import ScanQuery
from pikkit.extension_api.dashboard.asking import asked
from pikkit.extension_api.dashboard.blueprint import blueprint
from pikkit.extension_api.extensions import offers_now, settings
from pikkit.finder.market_scan import ScanRules
from pikkit.finder.value_bets import ValueBet

SHOWN = 50
"""Of each kind: more would hide the kinds below on a phone."""
COLUMNS: dict[str, tuple[str, Callable[[ValueBet], Any]]] = {
    "ev": ("EV", lambda bet: -bet.ev),
    "age": ("Age", lambda bet: bet.age_minutes),
    "odds": ("Odds", lambda bet: -bet.odds),
    "stake": ("Stake", lambda bet: -bet.stake),
    "start": ("Starts", lambda bet: bet.event_start),
    "book": ("Book", lambda bet: (bet.sportsbook, -bet.ev)),
}
"""What the table can be sorted by, each in the order one wants it."""


class ScanPageQuery(BaseModel):
    """What is looked for, and how it is shown."""

    model_config = ConfigDict(extra="forbid")

    bettor: str = ""
    min_ev: float | None = Field(default=None, ge=-100, le=10_000, allow_inf_nan=False, description="In percent")
    books: str = Field(default="", max_length=2000)
    sport: str = Field(default="", max_length=200)
    sort: Literal["ev", "age", "odds", "stake", "start", "book"] = "ev"


@blueprint.get("/scan")
def scan() -> str:
    """List value, arbitrages and middles."""
    query = asked(ScanPageQuery)
    least = None if query.min_ev is None else query.min_ev / 100
    rules = ScanRules.of(settings(), least, ScanQuery(books=query.books).places)
    every = offers_now().scan(rules)
    done = every.of_sport(query.sport) if query.sport else every
    kept = {name: value for name, value in query.model_dump(exclude={"bettor", "sort"}).items() if value}
    return render_template(
        "dashboard/scan.html",
        title="Finder",
        scan=done,
        bets=sorted(done.opportunities, key=COLUMNS[query.sort][1])[:SHOWN],
        shown=SHOWN,
        columns={name: title for name, (title, _) in COLUMNS.items()},
        sports=every.sports,
        asked=query,
        kept=kept,
        least=rules.min_ev,
        stale_hours=settings().quotes_stale_hours,
    )
