"""A claim whose volume is small for a while: a memory file system lies over its folder, with the same files in it."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.cluster.kube import SETTLED
from tests.cluster.release import Release

SIZE = "12m"


@contextmanager
def small_volume(release: Release, claim: str, deployment: str) -> Iterator[None]:
    """Have a Deployment's pod find its claim small, and large again afterwards with what was written meanwhile."""
    volume = release.cluster.get("pvc", claim, "-n", release.namespace)["spec"]["volumeName"]
    folder = Path(release.cluster.get("pv", volume)["spec"]["local"]["path"])
    with TemporaryDirectory() as kept:
        copy = Path(kept) / "copy"
        _scale(release, deployment, 0)
        shutil.copytree(folder, copy, symlinks=True)
        _run("mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=777", "tmpfs", str(folder))
        try:
            _run("cp", "-a", f"{copy}/.", str(folder))
            _scale(release, deployment, 1)
            yield
        finally:
            _scale(release, deployment, 0)
            shutil.rmtree(copy)
            shutil.copytree(folder, copy, symlinks=True)
            _run("umount", "-l", str(folder))
            _run("cp", "-a", f"{copy}/.", str(folder))
            _scale(release, deployment, 1)


def _scale(release: Release, deployment: str, replicas: int) -> None:
    release.kubectl("scale", f"deployment/{deployment}", f"--replicas={replicas}")
    release.kubectl("rollout", "status", f"deployment/{deployment}", SETTLED[-1])
    if not replicas:
        part = deployment.removeprefix(f"{release.name}-")
        release.cluster.wait(f"the pods of {deployment} are gone", lambda: not release.pods(part))


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)
