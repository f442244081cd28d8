"""What a gateway's arm is said to have answered, by a target that did not divide the traffic itself."""

from typing import Any

import pytest
from kubernetes.client import ApiClient, Configuration

from pikkit.rollout.embedded.statistics import Counted
from pikkit.rollout.gateway import target as gateway_target
from pikkit.rollout.gateway.target import GatewayTarget
from pikkit.settings import Settings


class OneArm:
    """A candidate of version 2."""

    def deployment(self, arm: str) -> dict[str, Any]:
        container = {"name": "predictor", "args": ["--model-uri=models:/pikkit/2"]}
        return {"metadata": {"name": f"pikkit-{arm}"}, "spec": {"template": {"spec": {"containers": [container]}}}}

    def pods(self, _arm: str) -> list[dict[str, Any]]:
        return []


def test_each_look_by_a_target_of_its_own_counts_what_was_answered_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """The trigger makes one for each look; it said "0 live requests" for ever, and no rollout ended."""
    monkeypatch.setattr(gateway_target, "count", lambda _: Counted(1178, 0, {}))
    for _ in range(2):
        with ApiClient(Configuration(host="http://127.0.0.1:9")) as client:
            target = GatewayTarget(Settings(model_name="pikkit"), lambda: "1", client)
        monkeypatch.setattr(target, "_api", OneArm())
        counted = target.traffic("2")
        assert counted
        assert counted.requests == 1178
