"""The prices that were captured, and what became of them."""

from typing import Literal

from flask import Response, redirect, render_template, request
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pikkit.base.validation import InvalidFieldsError, problems_of
from pikkit.bets.names import canonical_sportsbook
from pikkit.extension_api.api.opportunities import own_bettor
from pikkit.extension_api.auth import current_caller
from pikkit.extension_api.captures import CaptureQuery, Change, Opportunity, Status
from pikkit.extension_api.dashboard.asking import asked
from pikkit.extension_api.dashboard.blueprint import blueprint, here
from pikkit.extension_api.errors import NotFoundError
from pikkit.extension_api.extensions import bankrolls, captures, following
from pikkit.extension_api.reading import bettor_asked

_MOST = 200


class PriceQuery(BaseModel):
    """Which captured prices."""

    model_config = ConfigDict(extra="forbid")

    bettor: str = ""
    status: Literal["", "new", "placed", "dismissed", "settled"] = ""
    min_ev: float | None = Field(default=None, ge=-100, le=10_000, allow_inf_nan=False, description="In percent")
    sportsbook: str = Field(default="", max_length=200)

    @property
    def captures(self) -> CaptureQuery:
        """The same for the captures."""
        return CaptureQuery(
            limit=_MOST,
            min_ev=None if self.min_ev is None else self.min_ev / 100,
            sportsbook=canonical_sportsbook(self.sportsbook)[0] if self.sportsbook else None,
            status=Status(self.status) if self.status else None,
        )


@blueprint.get("/opportunities")
def opportunities() -> str:
    """List captured prices, newest first."""
    query = asked(PriceQuery)
    page = following().page(bettor_asked(), query.captures)
    narrowed = bool(query.status or query.sportsbook or query.min_ev is not None)
    return render_template(
        "dashboard/opportunities.html",
        title="Opportunities",
        found=page.opportunities,
        more=page.before is not None,
        asked=query,
        narrowed=narrowed,
        what=what,
        bankroll=bankrolls().of(bettor_asked()).bankroll,
    )


@blueprint.post("/opportunities/<client_key>")
def mark(client_key: str) -> Response:
    """Say what became of a captured price."""
    try:
        given = {"status": request.form.get("status"), "stake": request.form.get("stake", "").strip() or None}
        change = Change.model_validate(given)
    except ValidationError as error:
        raise InvalidFieldsError(problems_of(error)) from error
    if captures().change(client_key, own_bettor(current_caller()), change) is None:
        raise NotFoundError("You have no capture under that key.")
    return redirect(here("opportunities"), 303)  # type: ignore[return-value]  # werkzeug's own class


def what(one: Opportunity) -> str:
    """The selection in words."""
    line = None if one.line is None else f"{one.line:+g}" if one.market == "spread" else f"{one.line:g}"
    is_named = one.side == "other" or one.side == (one.subject or "").lower()  # the subject says which, as of a draw
    side = None if is_named else one.side
    words = " ".join(part for part in (one.subject, side, line, one.market) if part)
    game = f"{one.away} @ {one.home}" if one.home and one.away else ""
    return ", ".join(part for part in (words, game) if part) or (one.raw or "")[:80] or "a price"
