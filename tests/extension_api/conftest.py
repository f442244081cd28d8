"""The API, talking to a predictor process. A trained bundle gets its own fixture beside these."""

from collections.abc import Iterator

import httpx
import pytest
from flask.testing import FlaskClient

from tests.extension_api.service import EXTENSION, service
from tests.servers import Running, running


@pytest.fixture(scope="session")
def predictor() -> Iterator[Running]:
    """A predictor process that serves PriceOnlyScorer."""
    with running(["-m", "tests.inference.price_only", "127.0.0.1", "0"]) as server:
        httpx.get(
            f"{server.url}/v2/models/pikkit/ready", timeout=60, trust_env=False
        )  # the first answer is the slowest
        yield server


@pytest.fixture
def client(predictor: Running) -> Iterator[FlaskClient]:
    """A client of the service, one extension allowed to call it."""
    with service(predictor.url, (EXTENSION,)) as client:
        yield client
