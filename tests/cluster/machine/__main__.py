"""``python -m tests.cluster.machine up``: a Kubernetes here. Also ``down``, ``images``, ``smoke``, ``kubeconfig``."""

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from tests.cluster.machine.addons import install_addons
from tests.cluster.machine.building import build_all, require_go
from tests.cluster.machine.certificates import make_certificates
from tests.cluster.machine.files import write_files
from tests.cluster.machine.images import build_pikkit, forget_pods, import_own, import_pikkit, start_containerd
from tests.cluster.machine.network import make_network, remove_network
from tests.cluster.machine.node import is_up, start_control_plane, start_node, stop_all
from tests.cluster.machine.places import Places, places
from tests.cluster.machine.running import ClusterError, UnavailableError, part, run, say
from tests.cluster.machine.smoke import pass_smoke
from tests.cluster.machine.tools import install

UNAVAILABLE = 77
"""The exit code when this machine cannot have a cluster: what automake and others take for a skipped test."""


def main(arguments: list[str]) -> int:
    """Do it; 77 with a sentence if this machine cannot have a cluster, 2 if anything failed."""
    commands = {"up": up, "down": down, "images": bring_images, "smoke": smoke, "kubeconfig": tell}
    if len(arguments) != 1 or arguments[0] not in commands:
        sys.stderr.write(f"Say one of: {', '.join(commands)}.\n")
        return 2
    try:
        commands[arguments[0]](places())
    except UnavailableError as error:
        say(f"There can be no cluster on this machine. {error}")
        return UNAVAILABLE
    except ClusterError as error:
        say(str(error))
        return 2
    return 0


def up(where: Places) -> None:
    """Bring the cluster up; nothing is done if it is."""
    if os.geteuid() != 0:
        sentence = "The cluster's processes need root; point KUBECONFIG at another cluster to test with that."
        raise UnavailableError(sentence)
    with part("cluster up"):
        require_go()
        install(where)
        build_all(where)
        if not is_up(where):
            down(where)
            _start(where)
        install_addons(where)
    tell(where)


def _start(where: Places) -> None:
    where.state.mkdir(parents=True, exist_ok=True)
    with part("certificates and network"):
        make_certificates(where)
        make_network()
        write_files(where)
    with part("containerd and the cluster's images"):
        start_containerd(where)
        forget_pods(where)
        import_own(where)
    with part("control plane"):
        start_control_plane(where)
    with part("node"):
        start_node(where)


def down(where: Places) -> None:
    """End the cluster and forget what it held; programs and images are kept."""
    if not where.state.is_dir():
        return
    with part("cluster down"):
        stop_all(where, but=frozenset({"containerd"}))
        if where.containerd.exists() and (where.state / "containerd.toml").is_file():
            start_containerd(where)
            forget_pods(where)
        stop_all(where)
        _unmount(where)
        remove_network()
        shutil.rmtree(where.state, ignore_errors=True)
        shutil.rmtree(where.run, ignore_errors=True)


def _unmount(where: Places) -> None:
    lines = Path("/proc/mounts").read_text(encoding="utf-8").splitlines()
    mounted = [line.split()[1] for line in lines]
    for folder in sorted(mounted, reverse=True):
        if folder.startswith((f"{where.state}/", f"{where.run}/")):
            run(["umount", "-l", folder])


def bring_images(where: Places) -> None:
    """Build Pikkit's images and bring them to the node."""
    build_pikkit()
    import_pikkit(where)


def smoke(where: Places) -> None:
    """Pass the tests that need no image of ours, on a cluster that is ended afterwards unless it was there before."""
    was_up = is_up(where)
    _up_here(where)
    try:
        with part("smoke"):
            pass_smoke()
    finally:
        if not was_up:
            down(where)


def _up_here(where: Places) -> None:
    """Bring it up; a machine on which it does not come up can have none, whatever the reason."""
    try:
        up(where)
    except UnavailableError:
        raise
    except (ClusterError, OSError, subprocess.SubprocessError) as error:
        with suppress(ClusterError, OSError, subprocess.SubprocessError):
            down(where)
        raise UnavailableError(f"It did not come up: {error}") from error


def tell(where: Places) -> None:
    """Say how to reach it."""
    sys.stdout.write(f"export KUBECONFIG={where.kubeconfig} PATH={where.programs}:$PATH\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
