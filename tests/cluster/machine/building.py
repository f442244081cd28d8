"""The Kubernetes parts, built from Go modules and kept by content: module sums, our sources and Go's version."""

import hashlib
import shutil
from pathlib import Path

from tests.cluster.machine.modules import fetch_modules
from tests.cluster.machine.places import GO, Places
from tests.cluster.machine.running import BUILDING, UnavailableError, part, run, say

VERSION = "v1.36.3"
_K8S = "k8s.io/component-base/version"
PROGRAMS = {
    "pause": ("pause", "."),
    "coredns": ("gateway", "./coredns"),
    "policy": ("policy", "."),
    "kubernetes": ("kubernetes", "."),
    "envoy-gateway": ("gateway", "./envoy-gateway"),
}
"""Program: (module folder, package in it)."""
FLAGS = {"kubernetes": f"-X {_K8S}.gitVersion={VERSION} -X {_K8S}.gitMajor=1 -X {_K8S}.gitMinor=36"}


def require_go() -> None:
    """Raise what says that there is no Go, before anything is installed for nothing."""
    if shutil.which("go") is None:
        raise UnavailableError("Its parts are built with Go 1.26 or newer, and there is no go here.")


def build_all(places: Places) -> None:
    """Build what is not there. About 15 minutes of CPU the first time, a second when nothing changed."""
    places.programs.mkdir(parents=True, exist_ok=True)
    go = run(["go", "version"]).strip()
    for program, (module, package) in PROGRAMS.items():
        _build(places, program, GO / module, package, go)


def _build(places: Places, program: str, module: Path, package: str, go: str) -> None:
    kept = places.cache / "builds" / f"{program}-{_key(module, program, go)}"
    if not kept.is_file():
        kept.parent.mkdir(parents=True, exist_ok=True)
        making = kept.with_suffix(".making")
        flags = f"-s -w {FLAGS.get(program, '')}".strip()
        # Linking leaves out what a debugger reads, so compiling does not make it: a good part of the work.
        build = ["go", "build", "-trimpath", "-gcflags=all=-dwarf=false", "-ldflags", flags, "-o", str(making), package]
        command = ["nice", "-n", "10", *build]
        say(f"building {program} (kept afterwards)")
        fetch_modules(module, package)
        with part(f"built {program}"):
            run(command, seconds=BUILDING, extra={"CGO_ENABLED": "0", "GOGC": "400"}, cwd=str(module))
        making.rename(kept)
    link = places.programs / program
    link.unlink(missing_ok=True)
    link.symlink_to(kept)


def _key(module: Path, program: str, go: str) -> str:
    digest = hashlib.sha256(f"{go}\n{program}\n{FLAGS.get(program, '')}\n".encode())
    package = PROGRAMS[program][1]
    for file in [module / "go.mod", module / "go.sum", *sorted((module / package).glob("*.go"))]:
        digest.update(file.read_bytes() if file.is_file() else b"")
    return digest.hexdigest()[:16]
