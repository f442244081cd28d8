"""Health: is the process alive, and can it do its work?"""

from apiflask import APIBlueprint
from pydantic import BaseModel, Field

from pikkit.base.errors import PikkitError
from pikkit.extension_api.auth import public
from pikkit.extension_api.extensions import outbox, predictor, records
from pikkit.extension_api.openapi import response
from pikkit.extension_api.predictor_client import PredictorState
from pikkit.store.serving_tables import deployments

blueprint = APIBlueprint("health", __name__, tag="Health")


_STORE_AWAY = "The store cannot be reached or used; captures wait in the outbox."


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
    """Say whether the service can do its work, part by part. Captures are kept even while a part is not ready."""
    parts = [_store(), *_model(predictor().state()), _outbox()]
    is_ready = all(part.ready for part in parts)
    return Readiness(ready=is_ready, parts=parts), 200 if is_ready else 503


def _store() -> Part:
    try:
        records().read(deployments, limit=1)
    except PikkitError:
        return Part(name="store", ready=False, detail=_STORE_AWAY)
    return Part(name="store", ready=True, detail="The store answers.")


def _model(state: PredictorState) -> list[Part]:
    version = state.model_version
    said = f"Version {version} is served." if version else "No model is served."
    return [
        Part(name="predictor", ready=state.ready, detail=state.detail, model_version=version),
        Part(name="model", ready=state.ready and version is not None, detail=said, model_version=version),
    ]


def _outbox() -> Part:
    try:
        depth = outbox().depth()
    except PikkitError:
        return Part(name="outbox", ready=False, detail="The outbox cannot be read: nothing can be captured.")
    said = f"{depth.pending} wait to be delivered, the oldest for {depth.age_seconds:.0f} s; {depth.dead} are dead."
    return Part(name="outbox", ready=True, detail=said)
