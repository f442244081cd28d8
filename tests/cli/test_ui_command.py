"""MLflow's and Optuna's pages over a home."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

import httpx
import optuna
import pytest

from pikkit.base.errors import NotReadyError
from pikkit.embedded.web_ui import web_ui
from pikkit.settings import Settings


def settings_of(home: Path, **given: str) -> Settings:
    return Settings(home=home, store_url="", **({"mlflow_tracking_uri": ""} | given))  # type: ignore[arg-type]


def test_before_the_first_training_there_is_nothing_to_show(home: Path) -> None:
    with pytest.raises(NotReadyError, match="pikkit train"), web_ui("mlflow", settings_of(home), 5000):
        pass


def test_a_server_has_pages_of_its_own(home: Path) -> None:
    given = settings_of(home, mlflow_tracking_uri="http://mlflow.example:5000")
    with pytest.raises(NotReadyError, match=r"mlflow\.example:5000"), web_ui("mlflow", given, 5000):
        pass


@pytest.mark.slow
@pytest.mark.parametrize("name", ["optuna", "mlflow"])
def test_the_pages_answer_and_the_file_stays_as_it_is(home: Path, name: str) -> None:
    settings = settings_of(home)
    home.mkdir(exist_ok=True)
    file = Path((settings.resolved_tracking_uri if name == "mlflow" else settings.resolved_tuning_storage)[10:])
    if name == "optuna":
        optuna.create_study(storage=settings.resolved_tuning_storage, study_name="ours")
    else:
        with closing(sqlite3.connect(file)) as made:
            made.execute("create table nothing_of_theirs (x)")
            made.commit()
    before = file.read_bytes()
    with web_ui(name, settings, 5000) as (address, process):
        assert answers(address, process)
        assert [ask(address, header) for header in STRANGE] == [403] * len(STRANGE)
    assert file.read_bytes() == before
    assert process.poll() is not None


NAMES = ("evil.example", "127.0.0.1.evil.example:5000", "localhost@evil.example", "10.evil.example")
STRANGE = [{"Host": name} for name in NAMES]
"""A name that was made to point here."""


def ask(address: str, headers: dict[str, str]) -> int:
    return httpx.get(f"{address}/", headers=headers, trust_env=False).status_code


def answers(address: str, process: object) -> bool:
    until = time.monotonic() + 240  # imports on a busy machine
    while time.monotonic() < until and process.poll() is None:  # type: ignore[attr-defined]
        try:
            return httpx.get(address, trust_env=False, follow_redirects=True).status_code == 200
        except httpx.TransportError:
            time.sleep(0.5)
    return False
