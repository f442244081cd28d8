"""Tests that share what is dear (a server, a trained model) run in one worker: a release of pytest ended that once."""

import os

import pytest


@pytest.mark.xdist_group("a group")
def test_a_group_is_told_to_the_scheduler(request: pytest.FixtureRequest) -> None:
    in_worker = "PYTEST_XDIST_WORKER" in os.environ
    assert request.node.nodeid.endswith("@a group") == in_worker
