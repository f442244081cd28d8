"""Servers listen on loopback unless told otherwise, so an image must tell them: a pod's loopback is nobody's."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STARTED = re.compile(r"pikkit\.inference\.(?:predictor|drift_detector|rollout_trigger)\b[^\n]*")
FILES = ["images/Dockerfile", "helm/pikkit/templates/rollouts.yaml"]


@pytest.mark.parametrize("file", FILES)
def test_every_server_that_an_image_or_a_pod_starts_is_reached_from_outside(file: str) -> None:
    started = STARTED.findall((ROOT / file).read_text())
    assert started
    assert all("--host=0.0.0.0" in line for line in started), started
