"""Who calls, as a client shows it: whose bets are worked on, and whose could be."""

from apiflask import APIBlueprint
from pydantic import BaseModel, Field

from pikkit.extension_api.auth import current_caller
from pikkit.extension_api.extensions import settings
from pikkit.extension_api.openapi import error_responses
from pikkit.extension_api.reading import bettors_known
from pikkit.extension_api.request_preferences import request_preferences
from pikkit.keys import Scope
from pikkit.money.preferences import OddsNotation

blueprint = APIBlueprint("me", __name__, url_prefix="/v1/me", tag="Health")


class Me(BaseModel):
    """The caller."""

    bettor: str = Field(description='Whose bets are worked on; "*": everybody\'s')
    bettors: list[str] = Field(description="Who can be chosen by X-Pikkit-Bettor; empty for those who may not choose")
    scopes: list[Scope]
    odds_format: OddsNotation = Field(description="How prices are written for the bettor")
    sample: bool = Field(description="Whether the bundled sample is shown, whose bettors are made up")


@blueprint.get("")
@blueprint.output(Me)
@blueprint.doc(responses=error_responses(401, 403, 429))
def me() -> Me:
    """Say who calls, whose bets that is about, and whose could be chosen."""
    caller = current_caller()
    return Me(
        bettor=caller.bettor,
        bettors=list(bettors_known()) if caller.is_operator else [],
        scopes=sorted(caller.scopes),
        odds_format=request_preferences().odds_format or "decimal",
        sample=settings().sample,
    )
