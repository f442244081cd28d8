"""Rows of a request, checked: what both protocols do once their envelope is opened."""

from collections.abc import Sequence

from pydantic import ValidationError

from pikkit.scoring.request import ScoreRequest
from pikkit.validation import InvalidFieldsError, Problem, problems_of

MOST_PROBLEMS = 20
"""A request is refused with at most about so many sentences; a thousand bad rows need no more to be understood."""


def score_requests(rows: Sequence[object]) -> list[ScoreRequest]:
    """Check every row of a request.

    Args:
        rows: objects with the fields of ``ScoreRequest``, at least one.

    Raises:
        InvalidFieldsError: there is no row, or rows are wrong; fields are named "instances[INDEX].FIELD".
    """
    if not rows:
        raise InvalidFieldsError([Problem("instances", "is empty; give at least one bet to score")])
    accepted: list[ScoreRequest] = []
    problems: list[Problem] = []
    for index, row in enumerate(rows):
        try:
            accepted.append(ScoreRequest.model_validate(row))
        except ValidationError as error:
            problems += problems_of(error, f"instances[{index}]", ScoreRequest.model_fields)
        if len(problems) >= MOST_PROBLEMS:
            problems.append(Problem("", f"The check stopped at instances[{index}]; there may be more"))
            break
    if problems:
        raise InvalidFieldsError(problems)
    return accepted
