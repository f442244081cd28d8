"""A bet asked about on the command line, as a request."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pikkit.scoring.request import ScoreRequest


def request_from_options(given: "Mapping[str, object]") -> "ScoreRequest":
    """The request of the options given; a moment without a time zone is UTC.

    Raises:
        InvalidFieldsError: What is given is no bet; the sentence says what is wrong with which field.
    """
    from pydantic import ValidationError

    from pikkit.base.validation import InvalidFieldsError, problems_of
    from pikkit.scoring.request import ScoreRequest

    fields = dict(given)
    placed_at = fields.get("placed_at")
    if isinstance(placed_at, datetime) and placed_at.tzinfo is None:
        fields["placed_at"] = placed_at.replace(tzinfo=UTC)
    try:
        return ScoreRequest.model_validate(fields)
    except ValidationError as error:
        raise InvalidFieldsError(problems_of(error, accepted=ScoreRequest.model_fields)) from error


def bet_in_json(text: str) -> dict[str, object]:
    """The fields of a bet given as a JSON object.

    Raises:
        InputError: It is none.
    """
    import json

    from pikkit.base.errors import InputError

    try:
        fields = json.loads(text)
    except ValueError as error:
        raise InputError(f"--bet is no JSON: {error}.") from error
    if not isinstance(fields, dict):
        raise InputError('--bet must be a JSON object, such as {"sportsbook": "Caesars", "odds": 1.91}.')
    return fields
