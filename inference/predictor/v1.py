"""The V1 protocol: ``{"instances": [{…}]}`` in, ``{"predictions": [{…}]}`` out.

Source: https://kserve.github.io/website/docs/concepts/architecture/data-plane/v1-protocol
"""

from collections.abc import Mapping, Sequence
from typing import Any

from inference.predictor.instances import score_requests
from pikkit.scoring.request import ScoreRequest
from pikkit.scoring.score import Score
from pikkit.validation import InvalidFieldsError, Problem, shortened


def decode(payload: object) -> list[ScoreRequest]:
    """Read the bets out of a parsed V1 body.

    Raises:
        InvalidFieldsError: the body is not a V1 request, or an instance is wrong.
    """
    if not isinstance(payload, Mapping):
        raise InvalidFieldsError([Problem("", 'The body must be an object such as {"instances": [{"sportsbook": …}]}')])
    problems = [
        Problem(shortened(name), 'is not known; the body holds "instances" alone')
        for name in payload
        if name != "instances"
    ]
    if "instances" not in payload:
        problems.append(Problem("instances", "is required: a list of bets to score"))
    if problems:
        raise InvalidFieldsError(problems)
    rows = payload["instances"]
    if not isinstance(rows, list):
        raise InvalidFieldsError([Problem("instances", f"must be a list of bets to score, not {shortened(rows)}")])
    return score_requests(rows)


def encode(scores: Sequence[Score]) -> dict[str, Any]:
    """Write scores as a V1 answer, one prediction an instance, in order."""
    return {"predictions": [score.model_dump(mode="json") for score in scores]}
