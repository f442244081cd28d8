"""The registered versions of the model, as pages and the API tell of them."""

from importlib.util import find_spec

from pikkit.base.errors import NotReadyError
from pikkit.extension_api.registry_turn import registry_turn
from pikkit.registry.versions import VersionFacts, list_versions
from pikkit.settings import Settings


def registered_versions(settings: Settings) -> tuple[VersionFacts, ...]:
    """The versions of the served model, newest first.

    Raises:
        NotReadyError: The registry cannot be read; the message says why.
    """
    if find_spec("mlflow") is None:
        raise NotReadyError("The registry is not read here: this image has no MLflow.")
    with registry_turn(settings):
        return list_versions(settings.model_name, settings.resolved_tracking_uri)


def number_of(version: str | None) -> str | None:
    """A version as the registry and the ledger call it: the predictor says "NAME/NUMBER"."""
    return None if version is None else version.rpartition("/")[2]
