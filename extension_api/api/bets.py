"""The caller's bets themselves."""

from datetime import datetime
from typing import Literal

from apiflask import APIBlueprint
from pydantic import BaseModel, Field

from pikkit.bets.outcome import BetType, Outcome
from pikkit.extension_api.bet_filter import FilterQuery
from pikkit.extension_api.openapi import error_responses
from pikkit.extension_api.reading import bettor_asked, performance_reader
from pikkit.performance.bet_listing import MOST
from pikkit.performance.bet_order import BET_ORDERS, NEWEST_FIRST

blueprint = APIBlueprint("bets", __name__, url_prefix="/v1/bets", tag="Bets")


class BetsQuery(FilterQuery):
    """Which bets, and which page of them."""

    q: str = Field(default="", max_length=200, description="A part of the bet's text, subject, tags or id, in any case")
    limit: int = Field(default=50, ge=1, le=MOST)
    cursor: str = Field(default="", max_length=1000, description="Where the page before ended, as it said")
    sort: Literal[BET_ORDERS] = Field(  # type: ignore[valid-type]  # the names are made, not written
        default=NEWEST_FIRST, description="A column, smallest first; with a minus, largest first"
    )


class ListedBet(BaseModel):
    """A bet as it is stored, corrections applied; prices are decimal."""

    bettor: str
    bet_id: str
    sportsbook: str
    sport: str | None
    league: str | None
    market: str | None
    side: str | None
    line: float | None
    subject: str | None
    bet_type: BetType
    outcome: Outcome
    odds: float
    closing_odds: float | None
    clv: float | None = Field(description="odds / closing_odds − 1: the bookmaker's margin is left in")
    fair_clv: float | None = Field(description="odds · chance by the closing price without that margin − 1")
    stake: float
    profit: float | None
    bonus: bool
    live: bool
    placed_at: datetime
    settled_at: datetime | None
    bet_info: str | None
    tags: str | None


class BetList(BaseModel):
    """A page of bets."""

    bets: list[ListedBet]
    cursor: str | None = Field(description="Of the next page; null on the last one")


@blueprint.get("")
@blueprint.input(BetsQuery, location="query", arg_name="asked")
@blueprint.output(BetList)
@blueprint.doc(responses=error_responses(400, 401, 403, 429, 503))
def bets(asked: BetsQuery) -> BetList:
    """List bets, newest first unless sorted otherwise."""
    page = performance_reader().bets(asked.for_bettor(bettor_asked(), asked.q), asked.limit, asked.cursor, asked.sort)
    return BetList(bets=[ListedBet.model_validate(row) for row in page.bets], cursor=page.cursor)
