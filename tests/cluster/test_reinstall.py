"""A release that was uninstalled is installed again over what it left. No pod needs to run, so no image does."""

import pytest

from tests.cluster.kube import PATIENCE, SETTLED, Cluster
from tests.cluster.release import Release

pytestmark = [pytest.mark.cluster, pytest.mark.timeout(3 * PATIENCE)]


def test_another_version_is_installed_over_what_an_uninstall_left(cluster: Cluster, namespace: str) -> None:
    """The sample's Job is kept, and no Job can be changed; each installation begins one of its own."""
    release = Release(cluster, "pikkit", namespace)
    for tag in ("one", "another", "third"):
        release.install("--no-hooks", "--set", f"sample.enabled=true,image.tag={tag}")
        assert jobs_with(release, f"pipeline:{tag}") == 1
        release.cluster.helm("uninstall", release.name, "-n", namespace, *SETTLED)


def jobs_with(release: Release, image: str) -> int:
    jobs = release.cluster.get("jobs", "-n", release.namespace)["items"]
    return sum(one["spec"]["template"]["spec"]["containers"][0]["image"].endswith(image) for one in jobs)
