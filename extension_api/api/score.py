"""Scores: what is this bet worth at this price?"""

from apiflask import APIBlueprint
from pydantic import BaseModel, ConfigDict, Field

from pikkit.extension_api.auth import current_caller, needs
from pikkit.extension_api.auth.caller import Caller
from pikkit.extension_api.extensions import prices_shown, scoring
from pikkit.extension_api.openapi import error_responses
from pikkit.extension_api.scoring import ScoreAsked, Scored
from pikkit.keys import Scope

MAX_BETS = 500

blueprint = APIBlueprint("score", __name__, url_prefix="/v1", tag="Scores")


class Batch(BaseModel):
    """Bets to score together."""

    model_config = ConfigDict(extra="forbid")

    bets: list[ScoreAsked] = Field(min_length=1, max_length=MAX_BETS)


class Scores(BaseModel):
    """Their scores, in order."""

    scores: list[Scored]


@blueprint.post("/score")
@blueprint.input(ScoreAsked, arg_name="bet")
@blueprint.output(Scored, description="What Pikkit thinks of the bet, the price in decimal odds included")
@blueprint.doc(responses=error_responses(400, 401, 403, 413, 415, 429, 502, 503))
@needs(Scope.SCORE)
def score(bet: ScoreAsked) -> Scored:
    """Score one bet at one price; by the price alone, with a warning, while no model can be asked."""
    caller = current_caller()
    check_whose([bet], caller)
    return scoring().score([bet], default_bettor(caller))[0]


@blueprint.post("/score/batch")
@blueprint.input(Batch, arg_name="batch")
@blueprint.output(Scores)
@blueprint.doc(responses=error_responses(400, 401, 403, 413, 415, 429, 502, 503))
@needs(Scope.SCORE)
def score_batch(batch: Batch) -> Scores:
    """Score up to 500 bets by one call of the predictor: all prices of a page."""
    caller = current_caller()
    check_whose(batch.bets, caller)
    scores = scoring().score(batch.bets, default_bettor(caller), at="bets")
    prices_shown().keep(batch.bets, caller.bettor)
    return Scores.model_construct(scores=scores)


def check_whose(bets: list[ScoreAsked], caller: Caller) -> None:
    """See that the caller may ask about the histories of those bets' bettors.

    Raises:
        ForbiddenError: He may not.
    """
    for bet in bets:
        if bet.bettor is not None:
            caller.require_bettor(bet.bettor)


def default_bettor(caller: Caller) -> str | None:
    """Whose history is used for a bet that does not say: the caller's."""
    return None if caller.bettor == "*" else caller.bettor
