"""The images as they were built: who they run as, how large they are, what they say of themselves."""

import json
import shutil
import subprocess
from typing import Any

import pytest

from tests.cluster.machine.images import PREFIX, version

pytestmark = pytest.mark.cluster
SERVERS = ["predictor", "drift-detector", "api", "postgres"]
LARGEST = {"predictor": 700, "drift-detector": 950, "api": 580, "storage": 860, "pipeline": 1900, "postgres": 180}
"""MB, as docs/install.md says: a package that makes an image much larger should be noticed."""

LOADED = {
    "predictor": "pikkit.inference.predictor.__main__, pikkit.inference.predictor.server",
    "drift-detector": "pikkit.inference.drift_detector.__main__, pikkit.inference.drift_detector.detector",
    "api": "pikkit.extension_api.__main__, pikkit.extension_api.server",
    "storage": "pikkit.deploying.fetching, mlflow.server",
    "pipeline": "pikkit.cli.main, pikkit.pipelines.__main__, pikkit.pipelines.training",
}


def read_image(target: str) -> dict[str, Any]:
    """What buildah knows of an image."""
    if shutil.which("buildah") is None:
        pytest.skip("There is no buildah here; the images' pods are tested all the same.")
    name = f"{PREFIX}/{target}:{version()}"
    command = ["buildah", "inspect", "--type", "image", name]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"{name} was not built here: make images.")
    return dict(json.loads(done.stdout))


@pytest.mark.parametrize("target", LARGEST)
def test_runs_as_a_numeric_user_of_group_0_and_has_oci_labels(target: str) -> None:
    config = read_image(target)["Docker"]["config"]
    assert config["User"] == "10001:0"
    labels = config["Labels"]
    assert labels["org.opencontainers.image.title"] == f"pikkit-{target}"
    assert labels["org.opencontainers.image.version"] == version()
    assert {"org.opencontainers.image.licenses", "org.opencontainers.image.source"} <= labels.keys()
    assert not any("sh" in word.split("/")[-1:] for word in config["Entrypoint"])


@pytest.mark.parametrize("target", SERVERS)
def test_a_server_says_how_to_ask_after_its_health_without_a_shell(target: str) -> None:
    assert read_image(target)["Docker"]["config"]["Healthcheck"]["Test"][:2] == ["CMD", "python"]


@pytest.mark.parametrize(("target", "most"), LARGEST.items())
def test_is_no_larger_than_the_documentation_says(target: str, most: int) -> None:
    read_image(target)
    listing = ["buildah", "images", "--format", "{{.Size}}", f"{PREFIX}/{target}:{version()}"]
    size, unit = subprocess.run(listing, capture_output=True, text=True, check=True).stdout.split()[:2]
    assert float(size) * {"MB": 1, "GB": 1000}[unit] <= most


def run_in(target: str, *command: str) -> subprocess.CompletedProcess[str]:
    """A command in a container of an image."""
    image = f"{PREFIX}/{target}:{version()}"
    container = subprocess.run(["buildah", "from", image], capture_output=True, text=True, check=True).stdout.strip()
    try:
        inside = ["buildah", "run", "--isolation", "chroot", container, "--", *command]
        return subprocess.run(inside, capture_output=True, text=True, check=False)
    finally:
        subprocess.run(["buildah", "rm", container], capture_output=True, check=False)


@pytest.mark.parametrize(("target", "modules"), LOADED.items())
def test_has_every_package_that_what_it_runs_imports(target: str, modules: str) -> None:
    """The modules that its commands import once they begin, not just the ones that parse arguments."""
    read_image(target)
    done = run_in(target, "python", "-c", f"import {modules}")
    assert done.returncode == 0, done.stderr[-1500:]


def test_lists_what_is_inside_as_cyclonedx() -> None:
    read_image("api")
    listed = json.loads(run_in("api", "cat", "/opt/pikkit/sbom.cdx.json").stdout)
    found = {one["name"]: one for one in listed["components"]}
    assert (listed["bomFormat"], listed["specVersion"]) == ("CycloneDX", "1.6")
    assert found["flask"]["purl"].startswith("pkg:pypi/flask@")
    assert "libc6" in found
    assert "mypy" not in found
