"""Scores: what is this bet worth at this price?"""

from apiflask import APIBlueprint

from extension_api.auth import needs
from extension_api.extensions import predictor
from extension_api.openapi import error_responses
from pikkit.keys import Scope
from pikkit.scoring.request import ScoreRequest
from pikkit.scoring.score import Score

blueprint = APIBlueprint("score", __name__, url_prefix="/v1", tag="Scores")


@blueprint.post("/score")
@blueprint.input(ScoreRequest, arg_name="bet")
@blueprint.output(Score, description="What Pikkit thinks of the bet, the price in decimal odds included")
@blueprint.doc(responses=error_responses(400, 413, 415, 502, 503))
@needs(Scope.SCORE)
def score(bet: ScoreRequest) -> Score:
    """Score one bet at one price."""
    return predictor().score(bet)
