"""Health: is the process alive, and can it do its work?"""

from apiflask import APIBlueprint
from pydantic import BaseModel, Field

from extension_api.auth import public
from extension_api.extensions import predictor
from extension_api.openapi import response

blueprint = APIBlueprint("health", __name__, tag="Health")


class Alive(BaseModel):
    """The process answers."""

    status: str = "alive"


class Part(BaseModel):
    """One thing the service needs."""

    name: str = Field(examples=["predictor"])
    ready: bool
    detail: str = Field(description="Its state in a sentence")
    model_version: str | None = Field(default=None, description="The version served, where the part serves a model")


class Readiness(BaseModel):
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
@blueprint.output(Readiness)
@blueprint.doc(responses=response(503, "Not ready", Readiness))
@public
def ready() -> tuple[Readiness, int]:
    """Say whether scores can be had, part by part."""
    state = predictor().state()
    part = Part(name="predictor", ready=state.ready, detail=state.detail, model_version=state.model_version)
    return Readiness(ready=part.ready, parts=[part]), 200 if part.ready else 503
