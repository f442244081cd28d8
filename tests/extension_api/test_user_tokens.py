"""A user's token of another service: whose bets it opens, and when it is refused."""

import time
from collections.abc import Iterator
from pathlib import Path

import jwt
import pytest
from flask.testing import FlaskClient

from tests.extension_api.callers import bearer, settings
from tests.extension_api.service import app_of

SECRET = "a secret of the tests, long enough for HS256"  # noqa: S105 (of a service that lives for one test)


@pytest.fixture
def with_users(home: Path) -> Iterator[FlaskClient]:
    with app_of(settings(home, jwt_secret=SECRET)) as app:
        yield app.test_client()


def token(secret: str = SECRET, algorithm: str = "HS256", **changed: object) -> str:
    claims = {"sub": "ann", "aud": "authenticated", "role": "authenticated", "exp": time.time() + 3600, **changed}
    return jwt.encode({name: value for name, value in claims.items() if value is not None}, secret, algorithm)


def test_a_users_token_opens_his_bets(with_users: FlaskClient) -> None:
    seen = {"sportsbook": "x", "odds": 2, "client_key": "a"}
    named = token(app_metadata={"bettor": "bettor_001"})
    for text, bettor in ((token(), "ann"), (named, "bettor_001")):
        kept = with_users.post("/v1/opportunities", json=seen, headers=bearer(text)).get_json()
        assert kept["opportunity"]["bettor"] == bettor


def test_clocks_may_be_a_little_apart(with_users: FlaskClient) -> None:
    assert with_users.get("/v1/imports", headers=bearer(token(exp=time.time() - 5))).status_code == 200


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (token(exp=time.time() - 120), 401),
        (token(aud="somebody else"), 401),
        (token("another secret, as long as the first one"), 401),
        (token("", algorithm="none"), 401),
        (token(sub=None), 401),
        (token(exp=None), 401),
        (token(role="service_role"), 403),
        (token(role="anon"), 403),
    ],
    ids=["expired", "audience", "signature", "unsigned", "nobody", "eternal", "service", "anon"],
)
def test_a_token_that_does_not_hold_is_refused(with_users: FlaskClient, text: str, status: int) -> None:
    answer = with_users.get("/v1/imports", headers=bearer(text))
    assert answer.status_code == status
    assert text not in answer.get_data(as_text=True)


def test_users_and_an_open_door_do_not_go_together(with_users: FlaskClient) -> None:
    assert with_users.get("/v1/imports").status_code == 401
