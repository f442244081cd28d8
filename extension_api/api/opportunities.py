"""Opportunities: prices a client saw, kept whatever happens next."""

import hashlib
from datetime import UTC, datetime
from typing import Annotated

from apiflask import APIBlueprint
from flask import Response, make_response, request
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from pikkit.base.errors import InputError
from pikkit.base.json_kinds import UtcMoment
from pikkit.base.sql_moments import datetime_of, microseconds_of
from pikkit.bets.names import canonical_sport, canonical_sportsbook
from pikkit.extension_api.api.score import check_whose
from pikkit.extension_api.auth import current_caller
from pikkit.extension_api.auth.caller import Caller
from pikkit.extension_api.auth.refusals import ForbiddenError
from pikkit.extension_api.captures import Capture, Captured, CaptureQuery, ChangeAsked, Followed, Opportunity, Status
from pikkit.extension_api.errors import NotFoundError
from pikkit.extension_api.extensions import captures, following
from pikkit.extension_api.openapi import Responses, error_responses, response
from pikkit.extension_api.reading import bettor_asked

blueprint = APIBlueprint("opportunities", __name__, url_prefix="/v1/opportunities", tag="Opportunities")

_UNCHANGED: Responses = {304: {"description": "As If-None-Match says"}}
_Spaced = BeforeValidator(lambda value: value.replace(" ", "+") if isinstance(value, str) else value)


class OpportunityQuery(BaseModel):
    """Which captures, and which page of them."""

    model_config = ConfigDict(extra="forbid")

    min_ev: float | None = Field(default=None, allow_inf_nan=False, description="Worth at least so much a unit staked")
    book: str | None = Field(default=None, min_length=1, max_length=200, description="In any spelling")
    sport: str | None = Field(default=None, min_length=1, max_length=200)
    status: Status | None = None
    since: Annotated[UtcMoment, _Spaced] | None = Field(default=None, description="Captured then or later")
    limit: int = Field(default=50, ge=1, le=500)
    cursor: str | None = Field(default=None, max_length=30, description="Where the page before ended, as it said")
    bettor: str | None = Field(default=None, max_length=200, description="Whose, for operators")


class OpportunityList(BaseModel):
    """A page of captures, newest first."""

    opportunities: list[Followed]
    cursor: str | None = Field(description="Of the next page; null on the last one")


@blueprint.post("")
@blueprint.input(Capture, arg_name="capture")
@blueprint.output(Captured, status_code=201, description="Captured: it is on the disk")
@blueprint.doc(
    responses=error_responses(400, 401, 403, 409, 413, 415, 429, 503)
    | response(200, "It was captured before", Captured)
)
def keep(capture: Capture) -> tuple[Captured, int]:
    """Capture a price. It is on the disk when this answers; sending it again changes nothing."""
    caller = current_caller()
    check_whose([capture], caller)
    kept = captures().keep(capture, own_bettor(caller))
    return kept, 200 if kept.known else 201


@blueprint.get("")
@blueprint.input(OpportunityQuery, location="query", arg_name="query")
@blueprint.output(OpportunityList)
@blueprint.doc(responses=error_responses(400, 401, 403, 429, 503) | _UNCHANGED)
def list_(query: OpportunityQuery) -> Response:
    """List captures, newest first. The ETag says whether anything changed."""
    page = following().page(bettor_asked(), _asked(query))
    cursor = None if page.before is None else str(microseconds_of(page.before))
    body = OpportunityList.model_validate({"opportunities": page.opportunities, "cursor": cursor}).model_dump_json()
    answer = make_response(body, 200, {"Content-Type": "application/json", "Cache-Control": "private, no-cache"})
    answer.set_etag(hashlib.sha256(body.encode()).hexdigest()[:32])
    answer.make_conditional(request)
    return answer


@blueprint.patch("/<client_key>")
@blueprint.input(ChangeAsked, arg_name="change")
@blueprint.output(Opportunity)
@blueprint.doc(responses=error_responses(400, 401, 403, 404, 409, 413, 415, 429, 503))
def change(client_key: str, change: ChangeAsked) -> Opportunity:
    """Say what became of a capture: placed (and as which bet), dismissed or settled."""
    changed = captures().change(client_key, own_bettor(current_caller()), change)
    if changed is None:
        raise NotFoundError("You have no capture under that key.")
    return changed


def own_bettor(caller: Caller) -> str:
    """The one bettor the caller writes for.

    Raises:
        ForbiddenError: He works on everybody's bets together.
    """
    bettor = bettor_asked(caller)
    if bettor is None:
        raise ForbiddenError("Say for which bettor: ?bettor=NAME.")
    return bettor


def _asked(query: OpportunityQuery) -> CaptureQuery:
    return CaptureQuery(
        limit=query.limit,
        before=None if query.cursor is None else _moment(query.cursor),
        since=None if query.since is None else query.since.astimezone(UTC),
        min_ev=query.min_ev,
        sportsbook=None if query.book is None else canonical_sportsbook(query.book)[0],
        sport=None if query.sport is None else canonical_sport(query.sport) or query.sport,
        status=query.status,
    )


def _moment(cursor: str) -> datetime:
    try:
        return datetime_of(int(cursor))
    except (ValueError, OverflowError) as error:
        raise InputError("The cursor is not one that a page before gave.") from error
