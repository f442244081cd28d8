"""Models: what serves, what is registered to, and how a rollout stands."""

from datetime import datetime

from apiflask import APIBlueprint
from pydantic import BaseModel, Field

from pikkit.base.errors import NotReadyError
from pikkit.extension_api.extensions import predictor, settings
from pikkit.extension_api.openapi import error_responses
from pikkit.extension_api.registered import number_of, registered_versions
from pikkit.registry.aliases import CHAMPION
from pikkit.rollout.ledger import Deployment, history
from pikkit.settings import Settings

blueprint = APIBlueprint("models", __name__, url_prefix="/v1/models", tag="Models")
_SHOWN = 50


class Decision(BaseModel):
    """One line of the ledger of deployments."""

    decided_at: datetime
    who: str
    from_version: str | None
    to_version: str | None
    strategy: str
    weights: dict[str, int] = Field(description="Version to percent of the traffic from then on")
    decision: str
    reasons: list[str]


class Models(BaseModel):
    """What serves, and why."""

    model_name: str
    served_version: str | None = Field(description="What the predictor says it serves; null while it is away")
    champion_version: str | None = Field(description="The registry's champion; null if there is none or no registry")
    weights: dict[str, int] = Field(description="Version to percent of the traffic, by the newest decision")
    rollout: Decision | None = Field(description="The newest decision")
    ledger: list[Decision] = Field(description="The newest decisions, newest first")


@blueprint.get("")
@blueprint.output(Models)
@blueprint.doc(responses=error_responses(401, 403, 429, 503))
def models() -> Models:
    """Say which versions serve, which one the registry calls champion, and what was decided about rollouts."""
    config = settings()
    decisions = [_decision(one) for one in history(config, config.model_name)[:_SHOWN]]
    return Models(
        model_name=config.model_name,
        served_version=number_of(predictor().state().model_version),
        champion_version=_champion(config),
        weights=decisions[0].weights if decisions else {},
        rollout=decisions[0] if decisions else None,
        ledger=decisions,
    )


def _champion(config: Settings) -> str | None:
    try:
        versions = registered_versions(config)
    except NotReadyError:  # no registry here, or it is away: the rest of the answer stands
        return None
    return next((one.version for one in versions if CHAMPION in one.aliases), None)


def _decision(one: Deployment) -> Decision:
    return Decision(
        decided_at=one.decided_at,
        who=one.who,
        from_version=one.from_version,
        to_version=one.to_version,
        strategy=one.strategy,
        weights=dict(one.weights),
        decision=one.decision,
        reasons=list(one.reasons),
    )
