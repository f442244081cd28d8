"""What a cluster does to pods: `pikkit status` says it, nothing is lost, and what recovers does so by itself."""

import json
import uuid
from typing import Any

import pytest

from tests.cluster.kube import PATIENCE, SETTLED
from tests.cluster.machine.places import places
from tests.cluster.release import Caller, Release
from tests.cluster.small_volume import small_volume

pytestmark = [pytest.mark.cluster, pytest.mark.timeout(3 * PATIENCE)]
FILLER = "/var/lib/pikkit/filler"


def roll_back(release: Release, part: str) -> None:
    release.kubectl("rollout", "undo", f"deployment/{release.name}-{part}")
    release.kubectl("rollout", "status", f"deployment/{release.name}-{part}", SETTLED[-1])


def test_an_image_that_cannot_be_pulled_is_named_and_the_old_pod_goes_on(
    release: Release, clients: str, address: str, key: str
) -> None:
    caller = Caller(release, clients, address, "no-image")
    caller.begin(key)
    release.kubectl("set", "image", f"deployment/{release.name}-api", "api=ghcr.io/pikkit/api:nowhere")
    try:
        release.cluster.wait("status names it", lambda: "ghcr.io/pikkit/api:nowhere" in release.troubles())
    finally:
        roll_back(release, "api")
    assert set(caller.end()) == {release.status()["champion"]}
    release.cluster.wait("status has nothing to say", lambda: release.troubles() == "")


def test_a_predictor_that_is_killed_for_memory_is_named_and_the_old_pod_goes_on(
    release: Release, clients: str, address: str, key: str
) -> None:
    caller = Caller(release, clients, address, "no-memory")
    caller.begin(key)
    memory = ["--limits=memory=150Mi", "--requests=memory=64Mi"]
    release.kubectl("set", "resources", f"deployment/{release.name}-predictor", "-c", "predictor", *memory)
    try:
        release.cluster.wait("status names it", lambda: "OOMKilled" in release.troubles())
    finally:
        roll_back(release, "predictor")
    assert set(caller.end()) == {release.status()["champion"]}


def test_a_drained_node_loses_no_capture_and_what_has_no_node_is_named(release: Release, key: str) -> None:
    node = release.pods("api")[0]["spec"]["nodeName"]
    if len(release.cluster.get("nodes")["items"]) > 1:
        pytest.skip("Pods of this cluster go to another node; here it is shown what is said when there is none.")
    before = captures(release, key, 5)
    release.cluster.kubectl("cordon", node)
    try:
        release.kubectl("delete", "pod", release.pods("api")[0]["metadata"]["name"])
        release.cluster.wait("status names it", lambda: "has no node" in release.troubles())
    finally:
        release.cluster.kubectl("uncordon", node)
    release.kubectl("rollout", "status", f"deployment/{release.name}-api", SETTLED[-1])
    assert set(before) <= set(stored(release, key))


def test_a_full_volume_refuses_captures_in_a_sentence_and_loses_none_that_it_took(release: Release, key: str) -> None:
    if release.cluster.kubeconfig != places().kubeconfig:
        pytest.skip("The volume is made small from outside: only on make cluster's own.")
    with small_volume(release, f"{release.name}-api", f"{release.name}-api"):
        taken = captures(release, key, 3)
        fill(release)
        status, said = capture(release, key, "no-room")
        assert status == 503
        assert "is full" in said["error"]["message"], said
        release.kubectl("exec", f"deploy/{release.name}-api", "--", "rm", FILLER)
        release.cluster.wait("captures are taken again", lambda: capture(release, key, "room")[0] == 201)
        assert {*taken, "room"} <= set(stored(release, key))
    assert "no-room" not in stored(release, key)


def fill(release: Release) -> None:
    """Write until there is no byte left."""
    script = f"""
import os
file = os.open({FILLER!r}, os.O_CREAT | os.O_WRONLY)
try:
    for size in (1 << 16, 1):
        try:
            while os.write(file, b"x" * size):
                pass
        except OSError:
            pass
finally:
    os.close(file)
"""
    release.kubectl("exec", f"deploy/{release.name}-api", "--", "python", "-c", script)


def captures(release: Release, key: str, number: int) -> list[str]:
    """Their keys; each was answered with 201."""
    names = [f"{uuid.uuid4()}" for _ in range(number)]
    assert {capture(release, key, name)[0] for name in names} == {201}
    return names


def capture(release: Release, key: str, name: str) -> tuple[int, Any]:
    body = {"client_key": name, "sportsbook": "FanDuel", "odds": 2.1, "sport": "Hockey", "league": "NHL"}
    return ask(release, key, "/v1/opportunities", body)


def stored(release: Release, key: str) -> list[str]:
    """The keys of the captures that the API lists."""
    _, page = ask(release, key, "/v1/opportunities?limit=500")
    return [one["client_key"] for one in page["opportunities"]]


def ask(release: Release, key: str, path: str, body: object = None) -> tuple[int, Any]:
    """Ask the API from inside its pod, as port-forward would."""
    script = (
        "import sys, urllib.request as u, urllib.error as e\n"
        "path, key, body = sys.argv[1:]\n"
        "given = {'Authorization': 'Bearer ' + key, 'Content-Type': 'application/json'}\n"
        "asked = u.Request('http://127.0.0.1:8000' + path, body.encode() or None, given)\n"
        "try: answer = u.urlopen(asked, timeout=30)\n"
        "except e.HTTPError as error: answer = error\n"
        "print(answer.status, answer.read().decode())"
    )
    text = "" if body is None else json.dumps(body)
    command = ["exec", f"deploy/{release.name}-api", "--", "python", "-c", script, path, key, text]
    status, _, said = release.kubectl(*command).partition(" ")
    return int(status), json.loads(said)
