"""Uploads: on the disk before the answer, imported in the background, told of by polling."""

import io
import signal
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient

from pikkit.extension_api.extensions import held_by
from pikkit.extension_api.imports import ImportQueue, JobState
from pikkit.sample import SampleConfig, generate_sample, write_exports
from pikkit.settings import Settings
from pikkit.store import open_store
from tests.extension_api.service import app_of
from tests.trained import process_environment


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """An export, some of whose rows cannot become bets."""
    folder = tmp_path_factory.mktemp("exports")
    write_exports(generate_sample(SampleConfig(bets=500, bettors=1)), folder)
    (file,) = folder.glob("*.csv")
    return file.read_bytes()


@pytest.fixture
def app(home: Path) -> Iterator[APIFlask]:
    with app_of(Settings(home=home, predictor_url="http://127.0.0.1:1", upload_max_mb=1, bettor="ann")) as app:
        yield app


@pytest.fixture
def client(app: APIFlask) -> FlaskClient:
    return app.test_client()


def upload(client: FlaskClient, content: bytes, name: str = "mine.csv") -> Any:
    return client.post("/v1/imports", data={"file": (BytesIO(content), name)}, content_type="multipart/form-data")


def test_an_upload_is_imported_and_says_how_far_it_is(app: APIFlask, client: FlaskClient, export: bytes) -> None:
    accepted = upload(client, export)
    assert (accepted.status_code, accepted.get_json()["state"]) == (202, "queued")
    address = f"/v1/imports/{accepted.get_json()['id']}"
    assert held_by(app).imports.step()
    done = client.get(address).get_json()
    assert (done["state"], done["name"], done["error"]) == ("done", "mine.csv", None)
    assert done["inserted"] > 400
    assert done["rows"] >= done["inserted"] + sum(done["quarantined"].values())
    store = open_store(held_by(app).settings.resolved_store_url)
    assert set(store.read()["bettor"].to_pylist()) == {"ann"}
    assert store.counts().bets == done["inserted"]
    assert store.events().num_rows > 0, "a bet that was uploaded is on its event, as one that was imported"
    store.close()
    assert not held_by(app).imports.step()


def test_an_upload_survives_the_process_even_in_the_middle(home: Path, export: bytes) -> None:
    config = Settings(home=home, predictor_url="http://127.0.0.1:1")
    identity = ImportQueue(config).put("ann", "mine.csv", [export]).id
    script = (
        "import os, signal\n"
        "from pikkit.extension_api.imports import ImportQueue, queue\n"
        "from pikkit.settings import get_settings\n"
        "real = queue.import_exports\n"
        "def cut(*given):\n"
        "    real(*given)\n"  # the bets are in, and nobody is told
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "queue.import_exports = cut\n"
        "ImportQueue(get_settings()).step()\n"
    )
    killed = subprocess.run([sys.executable, "-c", script], env=process_environment(home), check=False)
    assert killed.returncode == -signal.SIGKILL
    queue = ImportQueue(config)
    cut_off = queue.get(identity, "ann")
    assert cut_off is not None
    assert cut_off.state is JobState.RUNNING
    assert queue.step()
    again = queue.get(identity, "ann")
    assert again is not None
    assert (again.state, again.inserted) == (JobState.DONE, 0)
    assert again.unchanged > 400


def test_what_is_no_export_fails_with_a_sentence(app: APIFlask, client: FlaskClient) -> None:
    identity = upload(client, b"a,b\n1,2\n", "notes.csv").get_json()["id"]
    held_by(app).imports.step()
    failed = client.get(f"/v1/imports/{identity}").get_json()
    assert failed["state"] == "failed"
    assert "notes.csv" in failed["error"]
    assert str(held_by(app).settings.resolved_home) not in failed["error"]


def test_junk_is_told_by_the_name_its_bettor_knows(app: APIFlask, client: FlaskClient, export: bytes) -> None:
    """The sentence said which file of ours was read no further: 32 hexadecimal digits."""
    identity = upload(client, export.splitlines()[0] + b"\nx," * 70_000, "may.csv").get_json()["id"]
    held_by(app).imports.step()
    failed = client.get(f"/v1/imports/{identity}").get_json()
    assert failed["error"].startswith("may.csv was read no further after ")
    assert identity not in failed["error"]


def test_uploads_wait_for_a_store_that_is_away(home: Path, export: bytes) -> None:
    queue = ImportQueue(Settings(home=home, store_url="postgresql://user@127.0.0.1:1/bets"))
    job = queue.put("ann", "mine.csv", [export])
    queue.wake()  # it does not rest
    queue.step()
    waiting = queue.get(job.id, "ann")
    assert waiting is not None
    assert waiting.state is JobState.QUEUED


def test_an_upload_over_the_limit_is_a_413(client: FlaskClient) -> None:
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="mine.csv"\r\n\r\n'
    body = head + b"x" * 1_100_000 + b"\r\n--x--\r\n"
    answer = client.post("/v1/imports", data=body, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 413
    assert client.get("/v1/imports").get_json() == {"imports": []}


def test_a_form_without_a_file_is_a_400(client: FlaskClient) -> None:
    answer = client.post("/v1/imports", data={"file": "text"}, content_type="multipart/form-data")
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (400, "bad_request")
    assert client.post("/v1/imports", json={}).status_code == 415


def test_a_picture_is_refused_in_a_sentence(client: FlaskClient) -> None:
    answer = client.post("/v1/imports", data={"file": (io.BytesIO(b"\x89PNG\r\n\x1a\n"), "slip.png")})
    assert answer.status_code == 400
    assert answer.get_json()["error"]["message"].startswith("slip.png is a picture (PNG); bets are read from exports")
    assert client.get("/v1/imports").get_json()["imports"] == []


@pytest.mark.parametrize("identity", ["x", "..", "../keys", "é"])
def test_an_import_that_is_not_there_is_a_404(client: FlaskClient, identity: str) -> None:
    answer = client.get(f"/v1/imports/{identity}")
    assert answer.status_code == 404
    assert answer.get_json()["error"]["code"] == "not_found"
