"""The prices that were captured."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Literal

from flask import render_template
from pydantic import BaseModel, ConfigDict, Field

from extension_api.dashboard.asking import asked
from extension_api.dashboard.blueprint import blueprint
from extension_api.extensions import settings
from extension_api.reading import bettor_asked
from pikkit.store.records import open_records
from pikkit.store.serving_tables import opportunities as table

_MOST = 200


@dataclass(frozen=True, slots=True)
class Captured:
    """A captured price and what was said of it; ``bet_id`` is the bet it became."""

    bettor: str
    client_key: str
    captured_at: datetime
    status: str
    sportsbook: str
    league: str | None
    market: str | None
    side: str | None
    line: float | None
    subject: str | None
    home: str | None
    away: str | None
    odds: float
    p_win: float | None
    ev: float | None
    kelly: float | None
    verdict: str | None
    raw: str | None

    @property
    def what(self) -> str:
        """The selection in words."""
        line = None if self.line is None else f"{self.line:+g}" if self.market == "spread" else f"{self.line:g}"
        words = " ".join(part for part in (self.subject, self.side, line, self.market) if part)
        game = f"{self.away} @ {self.home}" if self.home and self.away else ""
        return ", ".join(part for part in (words, game) if part) or (self.raw or "")[:80] or "a price"


class OpportunityQuery(BaseModel):
    """Which captured prices."""

    model_config = ConfigDict(extra="forbid")

    bettor: str = ""
    status: Literal["", "new", "placed", "dismissed", "settled"] = ""
    min_ev: float | None = Field(default=None, ge=-1, le=100, allow_inf_nan=False)
    sportsbook: str = Field(default="", max_length=200)


@blueprint.get("/opportunities")
def opportunities() -> str:
    """List captured prices, newest first."""
    query = asked(OpportunityQuery)
    found = captured(bettor_asked(), status=query.status, sportsbook=query.sportsbook)
    if query.min_ev is not None:
        found = [one for one in found if one.ev is not None and 100 * one.ev >= query.min_ev]
    narrowed = bool(query.status or query.sportsbook or query.min_ev is not None)
    return render_template(
        "dashboard/opportunities.html", title="Opportunities", found=found, asked=query, narrowed=narrowed, most=_MOST
    )


def captured(
    bettor: str | None, since: datetime | None = None, status: str = "", sportsbook: str = ""
) -> list[Captured]:
    """The newest captured prices of a bettor, or of everybody."""
    given = {"bettor": bettor, "status": status, "sportsbook": sportsbook}
    where: dict[str, Any] = {name: value for name, value in given.items() if value}
    with open_records(settings()) as records:
        rows: list[dict[str, Any]] = records.read(table, where, since=since, limit=_MOST)
    return [Captured(**{field.name: row[field.name] for field in fields(Captured)}) for row in rows]
