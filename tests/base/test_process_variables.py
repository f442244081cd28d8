"""What every process of ours waits with: threads that sleep."""

import os
import subprocess
import sys

import pytest

from pikkit.base.process_variables import SHARED_CORES, share_cores
from pikkit.embedded.environment import child_environment
from pikkit.settings import Settings

LOAD = """from pikkit.base.process_variables import share_cores
share_cores()
from pikkit.training.learners.xgboost_core import load_xgboost
load_xgboost()
"""


@pytest.mark.slow
@pytest.mark.parametrize(("own", "policy"), [({}, "PASSIVE"), ({"OMP_WAIT_POLICY": "ACTIVE"}, "ACTIVE")])
def test_threads_of_trees_wait_as_they_are_told(own: dict[str, str], policy: str) -> None:
    """The library itself says what it has read."""
    bare = {name: value for name, value in os.environ.items() if name not in SHARED_CORES}
    asked = bare | own | {"OMP_DISPLAY_ENV": "true"}
    done = subprocess.run([sys.executable, "-c", LOAD], env=asked, check=True, capture_output=True, text=True)
    assert f"OMP_WAIT_POLICY = '{policy}'" in done.stderr


def test_children_share_cores_and_ones_own_values_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    monkeypatch.setenv("OMP_WAIT_POLICY", "ACTIVE")
    child = child_environment(Settings())
    assert (child["OPENBLAS_NUM_THREADS"], child["OMP_WAIT_POLICY"]) == ("1", "ACTIVE")
    share_cores()
    assert (os.environ["OPENBLAS_NUM_THREADS"], os.environ["OMP_WAIT_POLICY"]) == ("1", "ACTIVE")
