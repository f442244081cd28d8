"""The predictor as the API sees it: one HTTP client that keeps its connections, and sentences when it is away."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

import urllib3
from pydantic import BaseModel, ValidationError
from urllib3.exceptions import HTTPError, ReadTimeoutError

from pikkit.base.errors import InputError, NotReadyError, PikkitError
from pikkit.base.validation import InvalidFieldsError, Problem
from pikkit.scoring.request import ScoreRequest
from pikkit.scoring.score import Score

CONNECT_SECONDS = 1.0
ANSWER_SECONDS = 5.0
READY_SECONDS = 2.0
_INSTANCE = re.compile(r"^instances(\[\d+\])\.?")
_SECONDS_A_BET = 0.005
_AWAY = "The predictor cannot be reached; it may be starting."
_CONNECTIONS = 32
"""So many are kept; threads beyond that open one for the call."""


class PredictorUnavailableError(NotReadyError):
    """The predictor cannot be reached, is too slow, or has no model yet (HTTP 503)."""


class PredictorUnreachableError(PredictorUnavailableError):
    """Nothing answers at the predictor's address."""


class PredictorFailedError(PikkitError):
    """The predictor answered what it must not (HTTP 502)."""


@dataclass(frozen=True, slots=True)
class PredictorState:
    """Whether the predictor can score, with which model version, and in words why not."""

    ready: bool
    model_version: str | None
    detail: str


class _ReportedProblem(BaseModel):
    field: str
    message: str


class _Refusal(BaseModel):
    error: str
    problems: list[_ReportedProblem] = []


class _Predictions(BaseModel):
    predictions: list[Score]


class _Parameters(BaseModel):
    refused: str | None = None


class _Metadata(BaseModel):
    versions: list[str] = []
    parameters: _Parameters = _Parameters()


class PredictorClient:
    """Speaks the V1 protocol to one model of one predictor. Threads may share it.

    Args:
        base_url: where the predictor answers, such as http://127.0.0.1:8080.
        model_name: the name it serves the model under.
        answer_seconds: how long it may take to score a bet.
        token: what it asks of its callers; empty: nothing.
    """

    def __init__(self, base_url: str, model_name: str, answer_seconds: float = ANSWER_SECONDS, token: str = "") -> None:
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._model_name = model_name
        self._answer_seconds = answer_seconds
        # It knows no proxy: one for the internet must not see calls to the next process. Every score waits for this
        # call: httpx would take half a millisecond more of it, and a manager of pools for many hosts a tenth.
        self._http, self._path = _connections(base_url.rstrip("/"))

    def score(self, bet: ScoreRequest) -> Score:
        """Have one bet scored.

        Raises:
            InputError: the predictor refuses the bet; the message says why.
            PredictorUnavailableError: it is away or not ready.
            PredictorFailedError: it failed, or its answer is no score.
        """
        return self.score_all([bet])[0]

    def score_all(self, bets: Sequence[ScoreRequest], at: str = "") -> list[Score]:
        """Have bets scored by one call, in order.

        Args:
            bets: One or more.
            at: What their list is called in sentences about one of them; "" if there is only one.

        Raises:
            InputError: the predictor refuses one of them; the message says which and why.
            PredictorUnavailableError: it is away or not ready.
            PredictorFailedError: it failed, or its answer is no list of scores.
        """
        body = {"instances": [bet.model_dump(mode="json", exclude_unset=True) for bet in bets]}
        seconds = self._answer_seconds + _SECONDS_A_BET * (len(bets) - 1)
        response = self._call("POST", f"/v1/models/{self._model_name}:predict", body, seconds)
        if response.status == 400:
            raise _refusal(response, at)
        _raise_unless_ok(response)
        try:
            scores = _Predictions.model_validate_json(response.data).predictions
        except ValidationError as error:
            raise PredictorFailedError("The predictor's answer is not a score.") from error
        if len(scores) != len(bets):
            raise PredictorFailedError(f"The predictor gave {len(scores)} scores for {len(bets)} bets.")
        return scores

    def state(self) -> PredictorState:
        """Ask the predictor how it is; never raises."""
        try:
            _raise_unless_ok(self._call("GET", f"/v2/models/{self._model_name}/ready", None, READY_SECONDS))
            described = self._call("GET", f"/v2/models/{self._model_name}", None, READY_SECONDS)
            _raise_unless_ok(described)
            metadata = _Metadata.model_validate_json(described.data)
        except PikkitError as error:
            return PredictorState(False, None, str(error))
        except ValidationError:
            return PredictorState(False, None, "What answers at the predictor's address is not the predictor.")
        detail = "The predictor is ready."
        if metadata.parameters.refused:  # whose sentence names folders, which are not everybody's to know
            detail = "The predictor is ready, with an older model than it should have: its log says why."
        return PredictorState(True, next(iter(metadata.versions), None), detail)

    def close(self) -> None:
        """Close the connections."""
        if self._http:
            self._http.close()

    def _call(self, method: str, path: str, body: object, seconds: float) -> urllib3.BaseHTTPResponse:
        if self._http is None:
            raise PredictorUnreachableError(_AWAY)
        timeout = urllib3.Timeout(connect=CONNECT_SECONDS, read=seconds)
        content, headers = None, self._headers
        if body is not None:
            content = json.dumps(body, separators=(",", ":"), ensure_ascii=False).encode()
            headers = {**headers, "Content-Type": "application/json"}
        try:
            return self._http.urlopen(
                method, self._path + path, content, headers, retries=False, redirect=False, timeout=timeout
            )
        except ReadTimeoutError as error:
            raise PredictorUnavailableError(f"The predictor did not answer within {seconds:g} s.") from error
        except (HTTPError, ValueError) as error:  # the address may be none at all
            raise PredictorUnreachableError(_AWAY) from error


def _connections(address: str) -> tuple[urllib3.HTTPConnectionPool | None, str]:
    """What asks the predictor at an address, None if it is none, and the path there."""
    if not address.startswith(("http://", "https://")):
        return None, ""
    try:
        return urllib3.connection_from_url(address, maxsize=_CONNECTIONS), urllib3.util.parse_url(address).path or ""
    except (HTTPError, ValueError):
        return None, ""


def _raise_unless_ok(response: urllib3.BaseHTTPResponse) -> None:
    if response.status == 503 and "retry-after" in response.headers:
        raise PredictorUnavailableError("The predictor is busy with other requests.")
    if response.status == 503:
        raise PredictorUnavailableError("The predictor is not ready: it has no model to score with yet.")
    if response.status == 401:
        raise PredictorFailedError("The predictor does not take our token (PIKKIT_PREDICTOR_TOKEN).")
    if response.status == 404:
        raise PredictorFailedError("The predictor does not serve this model.")
    if response.status != 200:
        raise PredictorFailedError(f"The predictor failed with status {response.status}.")


def _refusal(response: urllib3.BaseHTTPResponse, at: str) -> PikkitError:
    try:
        refusal = _Refusal.model_validate_json(response.data)
    except ValidationError:
        return PredictorFailedError("The predictor refused the bet without saying why.")
    if not refusal.problems:
        return InputError(refusal.error)
    prefix = rf"{at}\1." if at else ""
    return InvalidFieldsError(
        [Problem(_INSTANCE.sub(prefix, p.field).rstrip("."), p.message) for p in refusal.problems]
    )
