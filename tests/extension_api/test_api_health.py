"""GET /health and /ready."""

import socket
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from pikkit.extension_api.registered import number_of
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
    assert response.status_code == 200
    parts = {part["name"]: part for part in response.get_json()["parts"]}
    assert parts.keys() == {"store", "predictor", "model", "outbox"}
    assert all(part["ready"] for part in parts.values())
    assert parts["model"]["detail"] == "Version price-only-1 is served."


@pytest.mark.xdist_group("api")
def test_the_version_served_is_called_as_the_registry_calls_it(client: FlaskClient) -> None:
    models = client.get("/v1/models").get_json()
    assert (models["served_version"], models["champion_version"]) == ("price-only-1", None)
    assert (models["weights"], models["ledger"]) == ({}, [])
    assert number_of("pikkit/7") == "7"


def test_while_nothing_was_checked_for_drift_it_says_how_to(lonely: FlaskClient) -> None:
    answer = lonely.get("/v1/drift")
    assert answer.status_code == 404
    assert "pikkit drift check" in answer.get_json()["error"]["message"]


def test_it_is_alive_without_its_predictor(lonely: FlaskClient) -> None:
    assert lonely.get("/health").get_json() == {"status": "alive"}


def test_it_is_not_ready_without_its_predictor(lonely: FlaskClient) -> None:
    response = lonely.get("/ready")
    assert response.status_code == 503
    assert response.get_json()["parts"][1] == {
        "name": "predictor",
        "ready": False,
        "detail": "The predictor cannot be reached; it may be starting.",
        "model_version": None,
    }


def test_a_score_without_predictor_and_model_is_the_price_with_a_warning(lonely: FlaskClient) -> None:
    response = lonely.post("/v1/score", json={"sportsbook": "x", "odds": 2})
    assert response.status_code == 200
    said = response.get_json()
    assert (said["p_win"], said["verdict"], said["model_version"]) == (0.5, "pass", "price-only")
    assert "no model has been trained here yet" in said["warnings"][0]
