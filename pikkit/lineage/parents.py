"""Which run a step is part of."""

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

PARENT = "OPENLINEAGE_PARENT_ID"
"""Environment variable with the run that started this process: ``namespace/job/run``, as other integrations have it."""
NAMESPACE = "OPENLINEAGE_NAMESPACE"
"""Environment variable with the namespace of our jobs."""

_KFP_RUN = re.compile(r"/(?P<job>[^/]+)/(?P<run>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/[^/]+/")


@dataclass(frozen=True, slots=True)
class RunId:
    """A run of a job."""

    namespace: str
    job: str
    run: str

    def __str__(self) -> str:
        """As the environment variable has it."""
        return f"{self.namespace}/{self.job}/{self.run}"


def namespace() -> str:
    """The namespace of our jobs."""
    return os.environ.get(NAMESPACE, "") or "pikkit"


def parent_of(uris: Iterable[str] = ()) -> RunId | None:
    """The run that the step in this process is part of, if it is part of one.

    The environment says so on this machine. On a cluster the artifacts' places do: Kubeflow Pipelines keeps them in
    ``<root>/<pipeline>/<run>/<task>/…``.

    Args:
        uris: Of the step's artifacts.
    """
    parts = os.environ.get(PARENT, "").split("/")
    if len(parts) == 3 and all(parts) and _is_uuid(parts[2]):
        return RunId(*parts)
    for match in filter(None, map(_KFP_RUN.search, uris)):
        return RunId(namespace(), match["job"], match["run"])
    return None


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
