"""A score by the running API, or by the model itself where the API asks for a key; and the same as a line to copy."""

import json
import shlex
import time
from dataclasses import dataclass

from pikkit.base.errors import PikkitError
from pikkit.embedded.http import post_json
from pikkit.home import Home
from pikkit.scoring.score import Score

PATH = "/v1/score"
_CHANGE_SECONDS = 60.0
_ANSWER_SECONDS = 120.0  # the first score of a server that has just begun, on a machine that does much else


class ScoringFailedError(PikkitError):
    """The API did not score a bet that it should have."""


class KeyNeededError(ScoringFailedError):
    """The API answers only who has a key."""


@dataclass(frozen=True, slots=True)
class ExampleScore:
    """A bet of the store and what was said about it.

    Attributes:
        request: The bet, as the API takes it.
        score: Its score.
        needs_key: Whether the API asks for a key, so that the model was asked past it.
    """

    request: dict[str, object]
    score: Score
    needs_key: bool = False

    def curl_line(self, api_url: str) -> str:
        """A shell command that scores the same bet; KEY stands for a key, where one is needed."""
        return curl_line(api_url, self.request, needs_key=self.needs_key)


def example_score(home: Home, api_url: str, request: dict[str, object], version: str) -> ExampleScore:
    """Have one bet scored, and if a version is named, by that.

    Raises:
        ScoringFailedError: The API refuses it, or does not answer.
    """
    try:
        return ExampleScore(request, _score_by(api_url, request, version))
    except KeyNeededError:  # a key for this alone would close, from then on, an API that is open without any
        return ExampleScore(request, home.score_many([request])[0], needs_key=True)


def _score_over_http(api_url: str, request: dict[str, object]) -> Score:
    """Have one bet scored.

    Raises:
        ScoringFailedError: The API refuses it, or does not answer.
    """
    answer = post_json(f"{api_url}{PATH}", request, _ANSWER_SECONDS)
    if answer is None:
        raise ScoringFailedError(f"The API at {api_url} did not answer.")
    if answer.status == 401:
        raise KeyNeededError(f"The API at {api_url} asks for a key.")
    if answer.status != 200:
        raise ScoringFailedError(f"The API at {api_url} answered {answer.status}: {answer.text.strip()}")
    return Score.model_validate_json(answer.text)


def _score_by(api_url: str, request: dict[str, object], version: str) -> Score:
    """Have one bet scored, and if a version is named, by that: a server that is up takes a moment to change.

    Raises:
        ScoringFailedError: The API refuses it, or does not answer.
    """
    deadline = time.monotonic() + _CHANGE_SECONDS
    score = _score_over_http(api_url, request)
    while version and score.model_version != version and time.monotonic() < deadline:
        time.sleep(0.5)
        score = _score_over_http(api_url, request)
    return score


def curl_line(api_url: str, request: dict[str, object], *, needs_key: bool = False) -> str:
    """A shell command that scores the same bet; KEY stands for a key, where one is needed."""
    body = shlex.quote(json.dumps(request, ensure_ascii=False))
    key = "-H 'Authorization: Bearer KEY' " if needs_key else ""
    return f"curl -s {api_url}{PATH} {key}-H 'Content-Type: application/json' -d {body}"
