"""compose.yaml says what the Compose specification allows, and Envoy takes the configuration beside it."""

import re
import subprocess
from pathlib import Path

import compose_spec
import pytest
import yaml

from tests.cluster.machine.images import envoy_program

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.cluster


def read_compose() -> dict[str, dict[str, dict[str, object]]]:
    """The file as Compose reads it: variables put in, merge keys resolved."""
    text = re.sub(r"\$\{TAG:-([^}]*)\}", r"\1", (ROOT / "compose.yaml").read_text())
    return dict(yaml.safe_load(re.sub(r"\$\{POSTGRES_PASSWORD[^}]*\}", "x", text)))


def test_is_valid_and_has_blue_and_green_behind_envoy() -> None:
    composed = compose_spec.PyCompose.from_yaml(yaml.safe_dump(read_compose()))
    composed.validate()
    assert {"api", "blue", "green", "envoy", "postgres", "mlflow"} <= set(composed.service_names())


def test_a_misspelt_key_would_be_noticed() -> None:
    document = read_compose()
    document["services"]["api"]["portz"] = ["1:1"]
    with pytest.raises(ValueError, match="portz"):
        compose_spec.PyCompose.from_yaml(yaml.safe_dump(document))


def test_every_service_is_restricted() -> None:
    ours = [one for name, one in read_compose()["services"].items() if name != "train"]
    assert all(one["read_only"] and one["cap_drop"] == ["ALL"] for one in ours)


def test_envoy_takes_its_configuration() -> None:
    command = [str(envoy_program()), "--mode", "validate", "-c", str(ROOT / "images" / "envoy.yaml")]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
