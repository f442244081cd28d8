"""The Go modules that the cluster's parts are built from, as Go's own client fetches them."""

import json
from pathlib import Path

from tests.cluster.machine.places import GO
from tests.cluster.machine.running import ClusterError, UnavailableError, run


def fetch_modules(module: Path, package: str) -> None:
    """Have every module that a package is built from, so that what fails afterwards is the build itself.

    Raises:
        UnavailableError: One cannot be had here.
    """
    try:
        run(["go", "list", "-deps", package], seconds=1200, extra={"CGO_ENABLED": "0"}, cwd=str(module))
    except ClusterError as error:
        raise UnavailableError(f"The Go modules of its parts cannot be had. {error}") from error


def gateway_module() -> Path:
    """The folder of Envoy Gateway's module, which holds its chart and the Gateway API's definitions."""
    command = ["go", "mod", "download", "-json", "github.com/envoyproxy/gateway"]
    try:
        return Path(json.loads(run(command, cwd=str(GO / "gateway"), seconds=300))["Dir"])
    except ClusterError as error:
        raise UnavailableError(f"The module of Envoy Gateway cannot be had. {error}") from error
