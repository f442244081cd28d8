"""Pages on the internet may call an API in a private network only if its operator says so."""

import pytest

from pikkit.settings import Settings
from tests.extension_api.service import app_of

ORIGIN = "https://book.example"


@pytest.mark.parametrize(("allowed", "answered"), [(True, "true"), (False, "false")])
def test_a_private_network_is_opened_by_a_setting(*, allowed: bool, answered: str) -> None:
    asked = {
        "Origin": ORIGIN,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Private-Network": "true",
    }
    settings = Settings(cors_origins=[ORIGIN], cors_private_network=allowed)
    with app_of(settings) as app:
        reply = app.test_client().options("/v1/score", headers=asked)
        other = app.test_client().options("/v1/score", headers=asked | {"Origin": "https://else.example"})
    assert reply.headers.get("Access-Control-Allow-Private-Network") == answered
    assert reply.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert "Access-Control-Allow-Origin" not in other.headers
