"""Who calls, as /v1/me tells a client."""

from contextlib import closing
from pathlib import Path

from pikkit.keys import Scope
from pikkit.settings import Settings
from pikkit.store import open_store
from tests.extension_api.callers import bearer, make_key, settings
from tests.extension_api.service import app_of
from tests.store.builders import make_bets


def test_a_key_is_told_its_bettor_and_only_an_operators_whom_he_could_choose(home: Path) -> None:
    own = settings(home)
    with closing(open_store(Settings(home=home).resolved_store_url)) as store:
        store.upsert(make_bets({"bettor": "ann"}, {"bettor": "bob", "bet_id": "2"}))
    with app_of(own) as app:
        client = app.test_client()
        said = client.get("/v1/me", headers=bearer(make_key(app))).json
        scopes = ["read", "score", "write"]
        usual = {"bettor": "ann", "bettors": [], "scopes": scopes, "odds_format": "decimal", "sample": False}
        assert said == usual
        client.put("/v1/preferences", json={"odds_format": "american"}, headers=bearer(make_key(app)))
        assert client.get("/v1/me", headers=bearer(make_key(app))).json == usual | {"odds_format": "american"}
        operator = bearer(make_key(app, "*", Scope.READ, Scope.OPERATOR))
        assert client.get("/v1/me", headers=operator).get_json()["bettors"] == ["ann", "bob"]
        chosen = client.get("/v1/me", headers=operator | {"X-Pikkit-Bettor": "bob"})
        assert chosen.get_json()["bettor"] == "bob"


def test_an_operators_choice_is_empty_while_the_store_is_away(home: Path) -> None:
    with app_of(settings(home, store_url="postgresql://127.0.0.1:1/nothing")) as app:
        said = app.test_client().get("/v1/me").json
    scopes = sorted(Scope)
    assert said == {"bettor": "me", "bettors": [], "scopes": scopes, "odds_format": "decimal", "sample": False}
