"""A bet asked about in fields, by whoever asks, as a request."""

from collections.abc import Mapping
from datetime import UTC, datetime

from pydantic import ValidationError

from pikkit.base.validation import InvalidFieldsError, problems_of
from pikkit.scoring.request import ScoreRequest


def asked_request(given: Mapping[str, object]) -> ScoreRequest:
    """The request of the fields given; a moment without a time zone is UTC.

    Raises:
        InvalidFieldsError: What is given is no bet; the sentence says what is wrong with which field.
    """
    fields = dict(given)
    placed_at = fields.get("placed_at")
    if isinstance(placed_at, datetime) and placed_at.tzinfo is None:
        fields["placed_at"] = placed_at.replace(tzinfo=UTC)
    try:
        return ScoreRequest.model_validate(fields)
    except ValidationError as error:
        raise InvalidFieldsError(problems_of(error, accepted=ScoreRequest)) from error
