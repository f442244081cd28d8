"""Health: is the process alive, and can it do its work?"""

from apiflask import APIBlueprint
from pydantic import BaseModel

from pikkit.extension_api.auth import public
from pikkit.extension_api.extensions import readiness
from pikkit.extension_api.openapi import response
from pikkit.extension_api.readiness import Part

blueprint = APIBlueprint("health", __name__, tag="Health")


class Alive(BaseModel):
    """The process answers."""

    status: str = "alive"


class ReadinessAnswer(BaseModel):
    """Whether the service can do its work, and the state of each part it needs."""

    ready: bool
    parts: list[Part]


@blueprint.get("/health")
@blueprint.output(Alive)
@public
def health() -> Alive:
    """Say that the process is alive."""
    return Alive()


@blueprint.get("/ready")
@blueprint.output(ReadinessAnswer)
@blueprint.doc(responses=response(503, "Not ready", ReadinessAnswer))
@public
def ready() -> tuple[ReadinessAnswer, int]:
    """Say whether the service can do its work, part by part, as of a moment ago. Captures are kept meanwhile."""
    parts = readiness().parts()
    is_ready = all(part.ready for part in parts)
    return ReadinessAnswer(ready=is_ready, parts=parts), 200 if is_ready else 503
