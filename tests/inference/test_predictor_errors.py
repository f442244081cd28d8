"""Which answer an error becomes."""

import pytest
from fastapi.exceptions import RequestValidationError
from kserve.errors import InferenceError, InvalidInput, ModelNotFound, ModelNotReady
from starlette.exceptions import HTTPException

from pikkit.base.errors import InputError, NotReadyError
from pikkit.base.validation import InvalidFieldsError, Problem
from pikkit.inference.predictor.errors import http_failure


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (InputError("Wrong."), 400),
        (InvalidInput("Wrong."), 400),
        (RequestValidationError([{"type": "missing", "loc": ("body",), "msg": "", "input": None}]), 400),
        (ModelNotFound("x"), 404),
        (HTTPException(404), 404),
        (HTTPException(405), 405),
        (NotImplementedError("Not here."), 501),
        (NotReadyError("Train first."), 503),
        (ModelNotReady("x"), 503),
        (InferenceError("inner"), 500),
        (KeyError("inner"), 500),
        (RecursionError("inner"), 500),
    ],
)
def test_an_error_has_a_status_and_a_sentence(error: Exception, status: int) -> None:
    failure = http_failure(error)
    assert failure.status == status
    assert failure.error.endswith(".")


@pytest.mark.parametrize("error", [InferenceError("secret"), ValueError("secret"), RuntimeError("secret")])
def test_a_bug_does_not_speak_to_the_caller(error: Exception) -> None:
    assert "secret" not in http_failure(error).error


def test_wrong_fields_are_listed() -> None:
    problems = [Problem("instances[1].odds", "0.5 is not a price"), Problem("instances[2].sportsbook", "is required")]
    failure = http_failure(InvalidFieldsError(problems))
    assert failure.problems == tuple(problems)
    assert failure.error == "instances[1].odds: 0.5 is not a price. instances[2].sportsbook: is required."
