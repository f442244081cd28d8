"""``pikkit status`` tells how things stand in production, and makes nothing by looking."""

import os
from pathlib import Path

import pytest

from pikkit.drift.reports import save_report
from pikkit.outbox import Item, Operation, open_outbox
from pikkit.rollout.embedded.files import Served, write_served
from pikkit.rollout.ledger import Deployment, append_deployment, new_id
from pikkit.settings import get_settings
from tests.cli.conftest import Pikkit
from tests.drift.reports import NOW, drift_report


def test_where_there_is_nothing_to_tell_nothing_is_told_or_made(pikkit: Pikkit, home: Path) -> None:
    document = pikkit("status", "--json").document
    assert {document[name] for name in ("serving", "rollout", "drift", "outbox", "pods")} == {None}
    assert "Rollout" not in pikkit("status").out
    assert not home.exists()


def test_what_serves_rolls_out_drifts_and_waits_is_told(pikkit: Pikkit, home: Path) -> None:
    settings = get_settings()
    home.mkdir()
    weights = {"3": 75, "4": 25}
    plan = "canary 25,100 every 900s"
    append_deployment(
        settings, Deployment(new_id(), NOW, "ann", "pikkit", "3", "4", plan, weights, "start", ("Asked for.",))
    )
    save_report(settings, drift_report())
    outbox = open_outbox(settings)
    outbox.add([Item("records", "opportunities", "ann", "a", Operation.APPEND, {})])
    outbox.close()
    write_served(settings, Served(os.getpid(), "", weights))
    assert pikkit("status").out.splitlines()[3:] == [
        "Serving: 3: 75 %, 4: 25 %",
        "Rollout: 3 to 4, 25 %, running; last: start",
        "Drift: severe, checked 2026-11-01T12:00",
        "Outbox: 1 waiting, 0 given up",
    ]
    assert pikkit("status", "--json").document["rollout"]["candidate"] == "4"


def test_a_server_that_was_killed_serves_no_more(pikkit: Pikkit, home: Path) -> None:
    home.mkdir()
    write_served(get_settings(), Served(2**22 + 1, "", {"3": 100}))  # beyond the numbers that Linux gives
    assert pikkit("status", "--json").document["serving"] is None


def test_a_cluster_that_cannot_be_asked_is_said_to_be_so(pikkit: Pikkit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIKKIT_GATEWAY_NAMESPACE", "bets")
    monkeypatch.setenv("KUBECONFIG", "/nowhere")
    assert pikkit("status").out.splitlines()[-2] == "Pods: 0 of 0 ready"
    assert "No Kubernetes cluster is configured here" in pikkit("status").out
