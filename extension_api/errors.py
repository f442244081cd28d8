"""The one place that says which HTTP answer an error becomes: ``{"error": {"code", "message", "fields"}}``."""

import logging
from collections.abc import Callable
from http import HTTPStatus

from apiflask import APIFlask, HTTPError
from flask import Response, jsonify, request
from pydantic import BaseModel, Field, ValidationError
from werkzeug.exceptions import HTTPException

from pikkit.base.errors import InputError, NotReadyError, PikkitError
from pikkit.base.validation import InvalidFieldsError, problems_of
from pikkit.extension_api.auth.refusals import ForbiddenError, UnauthenticatedError
from pikkit.extension_api.imports import TooManyError
from pikkit.extension_api.predictor_client import PredictorFailedError
from pikkit.extension_api.sample_shown import SampleShownError

MAX_BODY_BYTES = 1024 * 1024

log = logging.getLogger("pikkit.api")


class NotFoundError(PikkitError):
    """What was asked for is not there, or not this caller's (HTTP 404)."""


class FieldError(BaseModel):
    """What is wrong with one field of the request."""

    field: str = Field(description='Path of the field; "" for the whole body', examples=["odds"])
    message: str


class ErrorDetail(BaseModel):
    """What went wrong."""

    code: str = Field(description="A word for programs", examples=["invalid_fields"])
    message: str = Field(description="Sentences for people")
    fields: list[FieldError] = Field(default=[], description="The wrong fields, where the error is about fields")


class ErrorAnswer(BaseModel):
    """The body of every answer that is not a success."""

    error: ErrorDetail


RETRY_SECONDS = 2
"""After so long what is not ready is worth another try."""

CODES: dict[int, tuple[str, str]] = {
    400: ("bad_request", "The request could not be understood."),
    401: ("unauthenticated", "Say who you are: Authorization: Bearer KEY."),
    403: ("forbidden", "You may not do that."),
    404: ("not_found", "There is nothing at this address; /openapi.json lists what there is."),
    405: ("method_not_allowed", "This address does not answer that method; the Allow header lists those it does."),
    409: ("conflict", "What is there does not allow that."),
    413: ("too_large", "The body is larger than this address takes."),
    415: ("unsupported_media_type", "The body must be JSON, sent with Content-Type: application/json."),
    429: ("too_many_requests", "Too many requests; try again later."),
    500: ("internal", "Something failed on our side; the server's log says what."),
    502: ("predictor_failed", "The predictor failed."),
    503: ("not_ready", "The service is not ready."),
}
"""The word and the sentence of each status; an error that knows more replaces the sentence."""


def install_error_handlers(app: APIFlask) -> None:
    """Answer every error of the app in the one shape."""
    handlers: dict[type[Exception], Callable[..., Response]] = {
        HTTPException: _of_http_exception,
        HTTPError: _of_validation,
        InputError: _of_input_error,
        RecursionError: lambda _: _answer(400, "The body is nested too deeply.", code="bad_json"),
        UnauthenticatedError: _of_unauthenticated,
        ForbiddenError: lambda error: _answer(403, str(error)),
        NotFoundError: lambda error: _answer(404, str(error)),
        SampleShownError: lambda error: _answer(409, str(error), code="sample_shown"),
        TooManyError: lambda error: _answer(429, str(error)),
        NotReadyError: lambda error: _answer(503, str(error)),
        PredictorFailedError: _of_predictor_failure,
    }
    for kind, handler in handlers.items():
        app.register_error_handler(kind, handler)


def _answer(status: int, message: str = "", code: str = "", fields: list[FieldError] | None = None) -> Response:
    known_code, known_message = CODES.get(status, (HTTPStatus(status).name.lower(), HTTPStatus(status).phrase))
    detail = ErrorDetail(code=code or known_code, message=message or known_message, fields=fields or [])
    response = jsonify(ErrorAnswer(error=detail).model_dump())
    response.status_code = status
    return response


def _of_http_exception(error: HTTPException) -> Response:
    status = error.code or 500
    if status == 400 and isinstance(error.__cause__, HTTPException):  # Flask's, around what the JSON parser said
        response = _answer(400, f"{str(error.__cause__.description).rstrip('.')}.", code="bad_json")
    else:
        response = _answer(status)
    if "Allow" in (headers := dict(error.get_headers())):
        response.headers["Allow"] = headers["Allow"]
    return response


def _of_unauthenticated(error: UnauthenticatedError) -> Response:
    response = _answer(401, str(error))
    response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _of_validation(error: HTTPError) -> Response:
    if isinstance(error.__cause__, ValidationError):
        accepted = ["listed in /openapi.json"]
        return _of_input_error(InvalidFieldsError(problems_of(error.__cause__, accepted=accepted)))
    return _answer(error.status_code, error.message or "")


def _of_input_error(error: InputError) -> Response:
    if not isinstance(error, InvalidFieldsError):
        return _answer(400, str(error))
    fields = [FieldError(field=problem.field, message=problem.message) for problem in error.problems]
    return _answer(400, str(error), code="invalid_fields", fields=fields)


def _of_predictor_failure(error: PredictorFailedError) -> Response:
    log.error("%s %s: %s", request.method, request.endpoint, error)
    return _answer(502, str(error))
