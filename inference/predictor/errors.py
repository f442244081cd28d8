"""Which HTTP answer an error becomes: ``{"error": SENTENCES, "problems": [{"field": …, "message": …}]}``."""

import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import cast

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from kserve.errors import InferenceError, InvalidInput, ModelNotFound, ModelNotReady, ServerNotReady
from pydantic_core import ErrorDetails
from starlette.exceptions import HTTPException

from pikkit.base.errors import InputError, NotReadyError
from pikkit.base.validation import InvalidFieldsError, Problem, problems_in
from pikkit.inference.json_values import TooManyValuesError
from pikkit.inference.predictor.asked_bets import TooLargeError
from pikkit.inference.predictor.body import TooSlowError

log = logging.getLogger("pikkit.predictor")


@dataclass(frozen=True, slots=True)
class HttpFailure:
    """An error as its HTTP answer: the status, the sentence, and the fields that are wrong where it is about fields."""

    status: int
    error: str
    problems: tuple[Problem, ...] = ()


MOST_DETAILS = 50
"""Of what is wrong with a body; the rest says no more."""

_STATUS_OF: dict[type[Exception], int] = {
    TooSlowError: 408,
    TooLargeError: 413,
    TooManyValuesError: 413,
    InputError: 400,
    InvalidInput: 400,
    ModelNotFound: 404,
    NotImplementedError: 501,
    NotReadyError: 503,
    ModelNotReady: 503,
    ServerNotReady: 503,
    InferenceError: 500,
    Exception: 500,
}

_HTTP_SENTENCES = {
    404: "There is nothing at this address; score bets at POST /v1/models/NAME:predict or /v2/models/NAME/infer.",
    405: "This address does not answer that method.",
}


def http_failure(error: Exception) -> HttpFailure:
    """Say what a caller is told about an error. Only errors raised on purpose speak; a bug's text stays in the log."""
    if isinstance(error, RequestValidationError):
        problems = _body_problems(error)
        return HttpFailure(400, str(InvalidFieldsError(problems)), tuple(problems))
    if isinstance(error, HTTPException):
        return HttpFailure(error.status_code, _HTTP_SENTENCES.get(error.status_code) or str(error.detail))
    status = next(_STATUS_OF[kind] for kind in type(error).__mro__ if kind in _STATUS_OF)
    if status == 500:
        return HttpFailure(500, "The predictor failed on this request; its log says why.")
    return HttpFailure(status, str(error), error.problems if isinstance(error, InvalidFieldsError) else ())


def install_error_handlers(app: FastAPI) -> None:
    """Make ``failure_of`` answer every error of the server, KServe's own included."""
    for kind in (*_STATUS_OF, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, _answer)


async def _answer(request: Request, error: Exception) -> JSONResponse:
    failure = http_failure(error)
    log.info("%s %s: %d", request.method, ascii(request.url.path), failure.status)
    headers = error.headers if isinstance(error, HTTPException) else None
    body = {"error": failure.error, "problems": [asdict(problem) for problem in failure.problems]}
    return JSONResponse(body, failure.status, headers)


def _body_problems(error: RequestValidationError) -> Sequence[Problem]:
    """What FastAPI found wrong with a V2 body, which may be JSON (an InferenceRequest) or raw bytes."""
    details = error.errors()
    if details[0]["type"] == "json_invalid":
        reason, position = details[0]["ctx"]["error"], details[0]["loc"][-1]
        return [Problem("", f"The body is not JSON: {reason} at character {position}")]
    as_json = [detail for detail in details if "bytes" not in detail["loc"][1:2]]
    return problems_in(
        [cast("ErrorDetails", {**detail, "loc": detail["loc"][2:]}) for detail in as_json[:MOST_DETAILS]], at="body"
    )
