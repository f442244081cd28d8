"""GET /health and /ready."""

import socket
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from tests.extension_api.service import service


@pytest.fixture
def lonely() -> Iterator[FlaskClient]:
    """A service whose predictor's port is closed."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    with service(url) as client:
        yield client


@pytest.mark.xdist_group("api")
def test_ready_names_each_part_and_the_version_served(client: FlaskClient) -> None:
    response = client.get("/ready")
    part = {"name": "predictor", "ready": True, "detail": "The predictor is ready.", "model_version": "price-only-1"}
    assert response.status_code == 200
    assert response.get_json() == {"ready": True, "parts": [part]}


def test_it_is_alive_without_its_predictor(lonely: FlaskClient) -> None:
    assert lonely.get("/health").get_json() == {"status": "alive"}


def test_it_is_not_ready_without_its_predictor(lonely: FlaskClient) -> None:
    response = lonely.get("/ready")
    assert response.status_code == 503
    assert response.get_json()["parts"][0] == {
        "name": "predictor",
        "ready": False,
        "detail": "The predictor cannot be reached; it may be starting.",
        "model_version": None,
    }


def test_a_score_without_the_predictor_is_a_503(lonely: FlaskClient) -> None:
    response = lonely.post("/v1/score", json={"sportsbook": "x", "odds": 2})
    assert response.status_code == 503
    assert response.get_json()["error"]["message"] == "The predictor cannot be reached; it may be starting."
