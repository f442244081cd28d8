"""The service under test."""

from collections.abc import Iterator
from contextlib import contextmanager

from apiflask import APIFlask
from flask.testing import FlaskClient

from pikkit.extension_api.app import create_app, release
from pikkit.settings import Settings

EXTENSION = "chrome-extension://abcdefghijklmnopabcdefghijklmnop"


@contextmanager
def service(predictor_url: str, cors_origins: tuple[str, ...] = ()) -> Iterator[FlaskClient]:
    """A client of a service that talks to the predictor at an address."""
    with app_of(Settings(predictor_url=predictor_url, cors_origins=list(cors_origins))) as app:
        yield app.test_client()


@contextmanager
def app_of(settings: Settings) -> Iterator[APIFlask]:
    """A service with these settings; what it does in the background is left to the test."""
    app = create_app(settings)
    yield app
    release(app)
