"""The trigger of rollouts as it is started: who may wake it, and what MLflow's webhooks come to. No rollout is possible
in this home; those that begin are tested behind a real gateway (tests/cluster) and on the embedded servers."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from mlflow.webhooks.delivery import _generate_hmac_signature as sign_as_mlflow

from tests.servers import Running, running
from tests.trained import process_environment

FIRST_THREAD = """
import os, sys, threading
def start(thread):
    os.write(1, thread.name.encode())
    os._exit(0 if {"mlflow.tracking", "requests.sessions"} <= set(sys.modules) else 1)
threading.Thread.start = start
from pikkit.inference.rollout_trigger.__main__ import main
main(["--port", "0"])
"""
SECRET = "0123456789abcdef0123"  # noqa: S105 (a test's)


@contextmanager
def trigger(home: Path) -> Iterator[Running]:
    env = process_environment(home) | {"PIKKIT_ROLLOUT_TRIGGER__SECRET": SECRET}
    with running(["-m", "pikkit.inference.rollout_trigger", "--port", "0"], env) as server:
        yield server


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with trigger(tmp_path_factory.mktemp("trigger")) as server:
        yield f"{server.url}/mlflow"


def notice(alias: str = "challenger", name: str = "pikkit") -> str:
    """What MLflow sends when an alias is set."""
    data = {"name": name, "alias": alias, "version": "2"}
    return json.dumps({"entity": "model_version_alias", "action": "created", "timestamp": "now", "data": data})


def send(
    url: str, body: str, delivery: str, *, secret: str = SECRET, ago: float = 0, signed: str = ""
) -> httpx.Response:
    """Send a body with the signature of what is signed, by default the body."""
    sent = str(int(time.time() - ago))
    headers = {
        "X-MLflow-Delivery-Id": delivery,
        "X-MLflow-Timestamp": sent,
        "X-MLflow-Signature": sign_as_mlflow(secret, delivery, sent, signed or body),
    }
    return httpx.post(url, content=body, headers=headers, trust_env=False)


def test_a_notice_that_mlflow_signed_is_taken(url: str) -> None:
    answer = send(url, notice(), "first")
    assert (answer.status_code, answer.json()) == (202, {"taken": True, "version": "2"})


@pytest.mark.parametrize("body", [notice(alias="champion"), notice(name="other"), '{"entity": "prompt"}', "[]"])
def test_a_notice_about_something_else_is_answered_and_starts_nothing(url: str, body: str) -> None:
    answer = send(url, body, f"else-{hash(body)}")
    assert (answer.status_code, answer.json()["taken"]) == (200, False)


def test_the_same_delivery_again_is_refused(url: str) -> None:
    assert send(url, notice(), "twice").status_code == 202
    answer = send(url, notice(), "twice")
    assert (answer.status_code, answer.json()["error"]) == (409, "This delivery was taken already.")


def test_nobody_without_the_secret_is_heard(url: str) -> None:
    unsigned = httpx.post(url, content=notice(), trust_env=False)
    refused = [
        send(url, notice(), "a", secret="another secret"),  # noqa: S106
        send(url, notice(), "b", signed=notice("x")),
        unsigned,
    ]
    assert {one.status_code for one in refused} == {401}
    assert all("X-MLflow-Signature" in one.json()["error"] for one in refused)


@pytest.mark.parametrize("ago", [301, -120])
def test_what_was_signed_long_ago_or_in_the_future_is_refused(url: str, ago: float) -> None:
    answer = send(url, notice(), f"late-{ago}", ago=ago)
    assert answer.status_code == 401
    assert "by the sender's clock" in answer.json()["error"]


def test_a_body_without_end_is_refused(url: str) -> None:
    assert send(url, "x" * 70_000, "long").status_code == 413


def test_a_delivery_is_remembered_by_the_next_process_too(tmp_path: Path) -> None:
    with trigger(tmp_path) as server:
        assert send(f"{server.url}/mlflow", notice(), "kept").status_code == 202
    with trigger(tmp_path) as server:
        assert send(f"{server.url}/mlflow", notice(), "kept").status_code == 409


def test_without_a_secret_it_does_not_start(tmp_path: Path) -> None:
    with (
        pytest.raises(RuntimeError, match="anybody could start rollouts"),
        running(["-m", "pikkit.inference.rollout_trigger", "--port", "0"], process_environment(tmp_path)),
    ):
        pass


def test_what_both_of_its_threads_import_is_there_before_either_begins(tmp_path: Path) -> None:
    """On a cluster each saw half of a library while the other was at it, and MLflow was never told where to send."""
    env = process_environment(tmp_path) | {"PIKKIT_ROLLOUT_TRIGGER__SECRET": SECRET}
    done = subprocess.run([sys.executable, "-c", FIRST_THREAD], env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "rollouts"), done.stderr
