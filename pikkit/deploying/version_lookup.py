"""The registry as a rollout sees it."""

from pikkit.base.errors import InputError
from pikkit.registry import champion_version, resolve
from pikkit.registry.aliases import give_alias
from pikkit.registry.client import connect, speaking_of
from pikkit.settings import Settings
from pikkit.training.gate import GateDecision


class RegistryAliases:
    """The aliases of the configured model.

    Args:
        settings: Where the registry is.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def champion(self) -> str | None:
        """The version that serves by default."""
        return champion_version(self._settings.model_name, self._settings.resolved_tracking_uri)

    def promote(self, version: str) -> None:
        """Make a version the champion; the champion becomes ``previous_champion``, and there is no challenger."""
        uri = self._settings.resolved_tracking_uri
        with speaking_of(uri):
            give_alias(connect(uri), self._settings.model_name, version, GateDecision.PROMOTE)


def version_named(model: str, settings: Settings) -> str:
    """The version a person means by "models:/pikkit@challenger", "challenger" or "4".

    Raises:
        InputError: It is another model than the configured one, or no registered version.
        NotReadyError: There is no such version.
    """
    name = settings.model_name
    short = f"models:/{name}/{model}" if model.isdigit() else f"models:/{name}@{model}"
    resolved_model = resolve(model if "/" in model else short, settings.resolved_tracking_uri, settings.model_cache)
    if resolved_model.name != name or not resolved_model.version.isdigit():
        raise InputError(f"{model} is no version of {name} (PIKKIT_MODEL_NAME), so it cannot be rolled out.")
    return resolved_model.version
