"""Rows of a request: all of them read, or every reason why not."""

from collections.abc import Sequence

from pydantic import ValidationError

from pikkit.base.validation import InvalidFieldsError, Problem, problems_of
from pikkit.scoring.checking import rows_batch
from pikkit.scoring.fields import FIELDS
from pikkit.scoring.request import ScoreRequest
from pikkit.scoring.selection import BetBatch

MOST_PROBLEMS = 20
"""A request is refused with at most about so many sentences; a thousand bad rows need no more to be understood."""

MOST_FIELDS = 64
"""Of a row: more than there are, so that each wrong one is told of, and few enough to be told of."""


def read_rows(rows: Sequence[object]) -> BetBatch:
    """Check and read every row of a request.

    Args:
        rows: objects with the fields of ``ScoreRequest``, at least one.

    Raises:
        InvalidFieldsError: there is no row, or rows are wrong; fields are named "instances[INDEX].FIELD".
    """
    if not rows:
        raise InvalidFieldsError([Problem("instances", "is empty; give at least one bet to score")])
    return rows_batch(rows) or BetBatch.of(_one_by_one(rows))


def read_row(row: object, at: str = "") -> ScoreRequest:
    """Check one row, which stands at a place.

    Raises:
        InvalidFieldsError: It is wrong.
    """
    if isinstance(row, dict) and len(row) > MOST_FIELDS:
        raise InvalidFieldsError([Problem(at, f"has {len(row):,} fields; there are {', '.join(FIELDS)}")])
    try:
        return ScoreRequest.model_validate(row)
    except ValidationError as error:
        raise InvalidFieldsError(problems_of(error, at, FIELDS)) from error


def _one_by_one(rows: Sequence[object]) -> list[ScoreRequest]:
    accepted: list[ScoreRequest] = []
    problems: list[Problem] = []
    for index, row in enumerate(rows):
        try:
            accepted.append(read_row(row, f"instances[{index}]"))
        except InvalidFieldsError as error:
            problems += error.problems
        if len(problems) >= MOST_PROBLEMS:
            problems.append(Problem("", f"The check stopped at instances[{index}]; there may be more"))
            break
    if problems:
        raise InvalidFieldsError(problems)
    return accepted
