"""The V1 protocol: ``{"instances": [{…}]}`` in, ``{"predictions": [{…}]}`` out.

Source: https://kserve.github.io/website/docs/concepts/architecture/data-plane/v1-protocol

A field of our own beside the instances, ``"reasons": false``, leaves the reasons out: of many bets they take longest.
"""

from collections.abc import Mapping
from itertools import islice
from typing import Any

from pikkit.base.validation import InvalidFieldsError, Problem, shortened
from pikkit.inference.predictor.asked_bets import AskedBets, check_size
from pikkit.scoring.request_rows import MOST_PROBLEMS, read_rows
from pikkit.scoring.scores import Scores

FIELDS = ("instances", "reasons")


def decode(payload: object, most_rows: int | None = None) -> AskedBets:
    """Read the bets out of a parsed V1 body.

    Raises:
        InvalidFieldsError: the body is not a V1 request, or an instance is wrong.
        TooLargeError: there are more bets than are taken at once.
    """
    if not isinstance(payload, Mapping):
        raise InvalidFieldsError([Problem("", 'The body must be an object such as {"instances": [{"sportsbook": …}]}')])
    problems = [
        Problem(shortened(name), 'is not known; the body holds "instances" and, if you like, "reasons"')
        for name in islice((name for name in payload if name not in FIELDS), MOST_PROBLEMS)
    ]
    reasons = payload.get("reasons", True)
    if not isinstance(reasons, bool):
        problems.append(Problem("reasons", f"must be true or false, not {shortened(reasons)}"))
    if "instances" not in payload:
        problems.append(Problem("instances", "is required: a list of bets to score"))
    if problems:
        raise InvalidFieldsError(problems)
    rows = payload["instances"]
    if not isinstance(rows, list):
        raise InvalidFieldsError([Problem("instances", f"must be a list of bets to score, not {shortened(rows)}")])
    check_size(len(rows), most_rows)
    return AskedBets(read_rows(rows), bool(reasons))


def encode(scores: Scores) -> dict[str, Any]:
    """Write scores as a V1 answer, one prediction an instance, in order."""
    return {"predictions": scores.documents()}
