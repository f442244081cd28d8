"""A score by the running API, and the same as a line to copy."""

import json
import shlex
import time

from pikkit.base.errors import PikkitError
from pikkit.embedded.http import post_json
from pikkit.scoring.score import Score

PATH = "/v1/score"
_CHANGE_SECONDS = 60.0
_ANSWER_SECONDS = 120.0  # the first score of a server that has just begun, on a machine that does much else


class ScoringFailedError(PikkitError):
    """The API did not score a bet that it should have."""


def score_over_http(api_url: str, request: dict[str, object]) -> Score:
    """Have one bet scored.

    Raises:
        ScoringFailedError: The API refuses it, or does not answer.
    """
    answer = post_json(f"{api_url}{PATH}", request, _ANSWER_SECONDS)
    if answer is None:
        raise ScoringFailedError(f"The API at {api_url} did not answer.")
    if answer.status != 200:
        raise ScoringFailedError(f"The API at {api_url} answered {answer.status}: {answer.text.strip()}")
    return Score.model_validate_json(answer.text)


def score_by(api_url: str, request: dict[str, object], version: str) -> Score:
    """Have one bet scored, and if a version is named, by that: a server that is up takes a moment to change.

    Raises:
        ScoringFailedError: The API refuses it, or does not answer.
    """
    deadline = time.monotonic() + _CHANGE_SECONDS
    score = score_over_http(api_url, request)
    while version and score.model_version != version and time.monotonic() < deadline:
        time.sleep(0.5)
        score = score_over_http(api_url, request)
    return score


def curl_line(api_url: str, request: dict[str, object]) -> str:
    """A shell command that scores the same bet."""
    body = shlex.quote(json.dumps(request, ensure_ascii=False))
    return f"curl -s {api_url}{PATH} -H 'Content-Type: application/json' -d {body}"
