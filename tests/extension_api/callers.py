"""Who calls the service under test: by a key, or a token that is shown as one is."""

from pathlib import Path

from apiflask import APIFlask

from pikkit.extension_api.extensions import held_by
from pikkit.keys import Scope, key_ring
from pikkit.settings import Settings

AWAY = "http://127.0.0.1:1"


def settings(home: Path, **changed: object) -> Settings:
    return Settings(home=home, predictor_url=AWAY, **changed)  # type: ignore[arg-type]


def bearer(text: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {text}"}


def make_key(app: APIFlask, bettor: str = "ann", *scopes: Scope) -> str:
    return key_ring(held_by(app).settings).create("test", bettor, scopes or (Scope.SCORE, Scope.READ, Scope.WRITE))[1]
