"""Predictor processes. ``predictor`` serves prices only; a trained bundle gets its own fixture beside it."""

from collections.abc import Iterator

import httpx
import pytest

from tests.servers import Running, running


@pytest.fixture(scope="session")
def predictor() -> Iterator[Running]:
    """A predictor process that serves PriceOnlyScorer."""
    with running(["-m", "tests.inference.price_only", "127.0.0.1", "0"]) as server:
        yield server


@pytest.fixture
def http(predictor: Running) -> Iterator[httpx.Client]:
    """A client of ``predictor``."""
    with httpx.Client(base_url=predictor.url, trust_env=False) as client:
        yield client
