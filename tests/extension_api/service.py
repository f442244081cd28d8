"""The service under test."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask.testing import FlaskClient

from extension_api.app import create_app
from extension_api.extensions import release
from pikkit.settings import Settings

EXTENSION = "chrome-extension://abcdefghijklmnopabcdefghijklmnop"


@contextmanager
def service(predictor_url: str, cors_origins: tuple[str, ...] = ()) -> Iterator[FlaskClient]:
    """A client of a service that talks to the predictor at an address."""
    app = create_app(Settings(predictor_url=predictor_url, cors_origins=list(cors_origins)))
    yield app.test_client()
    release(app)
