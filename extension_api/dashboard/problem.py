"""An error as a page, for who reads pages."""

from flask import g, render_template

from pikkit.base.errors import InputError, NotReadyError, PikkitError
from pikkit.embedded.work import WorkUnderWayError
from pikkit.extension_api.auth.refusals import ForbiddenError, UnauthenticatedError
from pikkit.extension_api.errors import CODES, NotFoundError
from pikkit.extension_api.imports import TooManyError
from pikkit.extension_api.sample_shown import SampleShownError


def render_problem(error: PikkitError) -> tuple[str, int]:
    """The page and its status."""
    kinds = (
        (UnauthenticatedError, 401),
        (ForbiddenError, 403),
        (NotFoundError, 404),
        (SampleShownError, 409),
        (WorkUnderWayError, 409),
        (TooManyError, 429),
        (InputError, 400),
        (NotReadyError, 503),
    )
    status = next((status for kind, status in kinds if isinstance(error, kind)), 500)
    template = "problem" if "caller" in g else "refused"
    return render_template(f"dashboard/{template}.html", title="That did not work", said=str(error)), status


def render_fault() -> tuple[str, int]:
    """The page of an error of ours, which asks nothing that may have failed."""
    return render_template("dashboard/refused.html", title="That did not work", said=CODES[500][1]), 500
