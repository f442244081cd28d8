"""What a gate's decision does to the names a model is served by."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mlflow import MlflowClient

    from pikkit.training.gate import GateDecision

CHAMPION = "champion"
"""The version that serves."""
CHALLENGER = "challenger"
"""The newest version that was not better enough to serve."""
PREVIOUS_CHAMPION = "previous_champion"
"""The version that served before the champion: where a rollback goes."""


def alias_of(decision: "GateDecision") -> str | None:
    """The alias a decision earns; a rejected model has none."""
    from pikkit.training.gate import GateDecision  # noqa: PLC0415 (loads xgboost)

    return {GateDecision.PROMOTE: CHAMPION, GateDecision.HOLD: CHALLENGER}.get(decision)


def give_alias(client: "MlflowClient", name: str, version: str, decision: "GateDecision") -> str | None:
    """Give a version the alias its decision earned, and the aliases it takes over to whom they belong now.

    A new champion leaves its predecessor as ``previous_champion`` and no challenger: that one was measured against
    the predecessor.
    """
    alias = alias_of(decision)
    if alias is None:
        return None
    held = dict(client.get_registered_model(name).aliases)
    _set(client, name, alias, version)
    if alias == CHAMPION:
        if CHAMPION in held:
            _set(client, name, PREVIOUS_CHAMPION, str(held[CHAMPION]))
        if CHALLENGER in held:
            client.delete_registered_model_alias(name, CHALLENGER)
    return alias


def _set(client: "MlflowClient", name: str, alias: str, version: str) -> None:
    """Point an alias; again if another process made it at the same moment, which MLflow's store takes for an error."""
    from mlflow.exceptions import MlflowException

    try:
        client.set_registered_model_alias(name, alias, version)
    except MlflowException:
        client.set_registered_model_alias(name, alias, version)
