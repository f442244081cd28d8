"""What a neighbour on the network, a web page and a bad night do to `pikkit serve`: attacked for real."""

import json
import signal
import socket
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import psutil  # type: ignore[import-untyped]
import pytest

from pikkit.registry import resolve
from pikkit.registry.client import connect
from pikkit.rollout.embedded.admin import ask_admin
from pikkit.rollout.embedded.files import read_served
from tests.rollout.versions import EQUAL, add_version
from tests.safety.crafted import change_manifest
from tests.safety.serving import API_HOST, LOOPBACK, TOKEN, Serving, serve_command, serving, until
from tests.safety.test_crafted_bundles import doubled
from tests.servers import ROOT
from tests.trained import TrainedHome, process_environment

pytestmark = pytest.mark.xdist_group("serve under attack")
PREDICT = "/v1/models/pikkit:predict"
BET = {"instances": [{"sportsbook": "DraftKings", "odds": 2.0}]}
SHOWN = {"authorization": f"Bearer {TOKEN}"}


@pytest.fixture(scope="module")
def served(trained_home: TrainedHome, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    folder = tmp_path_factory.mktemp("attacked")
    with serving(
        trained_home, folder, PIKKIT_PREDICTOR_TOKEN=TOKEN, PIKKIT_SERVER_LOG_MB="1", PIKKIT_RELOAD_SECONDS="1"
    ) as running:
        yield running


def listeners(served: Serving) -> set[tuple[str, int]]:
    """The addresses on which any of its processes listens."""
    found = (connection for one in served.family for connection in one.connections("tcp"))
    return {tuple(each.laddr) for each in found if each.status == psutil.CONN_LISTEN}


def answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/ready", trust_env=False, timeout=5, headers=SHOWN).status_code == 200
    except httpx.HTTPError:
        return False


def scores(served: Serving) -> bool:
    try:
        answer = httpx.post(f"{served.predictor_url}{PREDICT}", json=BET, headers=SHOWN, trust_env=False, timeout=20)
    except httpx.HTTPError:
        return False
    return answer.status_code == 200


def admin_of(served: Serving) -> Path:
    told = read_served(served.settings)
    assert told is not None
    return Path(told.admin)


def test_only_the_api_listens_where_the_settings_say(served: Serving) -> None:
    api = (API_HOST, int(served.api_url.rpartition(":")[2]))
    assert api in listeners(served)
    assert {host for host, _ in listeners(served) - {api}} == {LOOPBACK}


def test_the_predictor_scores_for_nobody_without_its_token_and_for_the_api(served: Serving) -> None:
    for host, port in listeners(served) - {(API_HOST, int(served.api_url.rpartition(":")[2]))}:
        for headers in ({}, {"authorization": "Bearer wrong"}, {"authorization": f"Basic {TOKEN}"}):
            answer = httpx.post(f"http://{host}:{port}{PREDICT}", json=BET, headers=headers, trust_env=False)
            assert (answer.status_code, answer.headers.get("www-authenticate")) == (401, "Bearer")
    bet = {"sportsbook": "DraftKings", "odds": 2.0}
    answer = httpx.post(f"{served.api_url}/v1/score", json=bet, trust_env=False, timeout=30)
    assert answer.status_code == 200
    assert answer.json()["model_version"].startswith("pikkit/")


def test_the_token_is_in_no_command_line_and_in_no_log(served: Serving) -> None:
    assert not [one for one in served.family if any(TOKEN in part for part in one.cmdline())]
    logs = [served.log, *(served.settings.resolved_home / "logs").iterdir()]
    assert not [log for log in logs if TOKEN in log.read_text(errors="replace")]


def test_no_web_page_ends_envoy(served: Serving) -> None:
    """The admin interface ends Envoy for whoever posts to it; a page can post to every port of this machine."""
    envoy = served.child("envoy.json")
    for host, port in listeners(served):
        for path in ("/quitquitquit", "/healthcheck/fail", "/drain_listeners"):
            answer = httpx.post(f"http://{host}:{port}{path}", trust_env=False, timeout=10)
            assert answer.status_code in (401, 404, 405), answer.text
    assert envoy.is_running()
    assert scores(served)


def test_envoy_is_administered_by_its_owner_alone(served: Serving) -> None:
    admin = admin_of(served)
    assert ask_admin(str(admin), "/ready") == "LIVE\n"
    assert stat.S_IMODE(admin.stat().st_mode) == 0o600
    assert stat.S_IMODE(admin.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("name", ["evil.example", "evil.example:8080", "127.0.0.1.evil.example", "localhost.evil", ""])
def test_a_name_that_was_made_to_point_here_reads_nothing(served: Serving, name: str) -> None:
    ports = [port for host, port in listeners(served) if host == LOOPBACK]
    assert len(ports) >= 2  # Envoy's and a predictor's
    for port in ports:
        for path in ("/v2/models/pikkit", "/metrics", "/v2/health/live"):
            assert raw_status(port, f"GET {path} HTTP/1.1\r\nHost: {name}\r\n") in (400, 403)
        body = json.dumps(BET)
        head = f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\nAuthorization: Bearer {TOKEN}\r\n"
        assert raw_status(port, f"POST {PREDICT} HTTP/1.1\r\nHost: {name}\r\n{head}", body) in (400, 403)


@pytest.mark.parametrize(
    "sign", [{"origin": "http://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}]
)
def test_no_web_page_has_a_bet_scored(served: Serving, sign: dict[str, str]) -> None:
    for host, port in listeners(served):
        if host == LOOPBACK:
            url = f"http://{host}:{port}{PREDICT}"
            assert httpx.post(url, json=BET, headers=SHOWN | sign, trust_env=False).status_code == 403


def test_loopbacks_own_names_are_answered(served: Serving) -> None:
    port = int(served.predictor_url.rpartition(":")[2])
    for name in ("localhost", f"localhost:{port}", f"127.0.0.1:{port}", "[::1]"):
        assert raw_status(port, f"GET /v2/models/pikkit/ready HTTP/1.1\r\nHost: {name}\r\n") == 200


def raw_status(port: int, head: str, body: str = "") -> int:
    """The status of a request as it is written, which no client would send."""
    with socket.create_connection((LOOPBACK, port), timeout=20) as caller:
        caller.sendall(f"{head}Connection: close\r\n\r\n{body}".encode())
        return int(caller.recv(64).split()[1])


def test_a_second_server_in_the_home_is_refused_with_a_sentence(served: Serving) -> None:
    env = process_environment(served.settings.resolved_home)
    done = subprocess.run(serve_command(1, 2), cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert f"is served already, by process {served.process.pid} at {served.api_url}" in done.stderr
    assert scores(served)


@pytest.mark.parametrize("word", ["pikkit.extension_api", "envoy.json", "pikkit.inference.predictor"])
def test_a_server_that_is_killed_comes_back_at_its_address(served: Serving, word: str) -> None:
    victim = served.child(word)
    victim.send_signal(signal.SIGKILL)
    victim.wait(20)
    until(lambda: any(word in part for one in served.family for part in one.cmdline()))
    until(lambda: answers(served.api_url) and scores(served))
    assert served.process.poll() is None
    assert "It is started again in" in served.log.read_text()


def told(served: Serving) -> Any:
    """What the predictor tells of its model."""
    answer = httpx.get(f"{served.predictor_url}/v1/models/pikkit", headers=SHOWN, trust_env=False, timeout=20)
    return answer.json()


def test_a_crafted_bundle_that_becomes_champion_takes_nothing_down(served: Serving) -> None:
    """Its feature names are doubled, which ended the predictor that loaded it."""
    settings, before = served.settings, told(served)["version"]
    version = add_version(settings, EQUAL)
    change_manifest(resolve(f"models:/pikkit/{version}", settings.resolved_tracking_uri, None).folder, doubled)
    client = connect(settings.resolved_tracking_uri)
    client.set_registered_model_alias("pikkit", "champion", version)
    until(lambda: told(served)["refused"])
    assert f"pikkit/{version} cannot: " in told(served)["refused"]
    assert "features are given more than once" in told(served)["refused"]
    assert (told(served)["version"], scores(served)) == (before, True)
    served.child("pikkit.inference.predictor").kill()  # and a bad night on top of it
    until(lambda: scores(served) and told(served)["refused"])
    assert told(served)["version"] == before
    client.set_registered_model_alias("pikkit", "champion", before.rpartition("/")[2])
    until(lambda: not told(served)["refused"])


def test_logs_are_rotated_and_their_owners_alone(served: Serving) -> None:
    log = served.settings.resolved_home / "logs" / "predictor.log"
    first = log.with_name("predictor.log.1")
    with log.open("a") as stream:
        stream.write("x" * (2**20 + 1))
    until(first.exists, 20)
    until(lambda: log.stat().st_size < 2**20, 20)
    ours = [one for name in ("predictor", "api", "front", "requests") for one in log.parent.glob(f"{name}.log*")]
    assert {stat.S_IMODE(one.stat().st_mode) for one in ours} == {0o600}


def test_the_front_speaks_no_http_2(served: Serving) -> None:
    """Its floods (resets, continuations, settings) are many, and nobody who calls it needs it."""
    preface = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes.fromhex("000000040000000000")
    with socket.create_connection((LOOPBACK, httpx.URL(served.predictor_url).port or 0), timeout=10) as connection:
        connection.sendall(preface)
        assert connection.recv(100).startswith(b"HTTP/1.1 4")
    assert scores(served)
