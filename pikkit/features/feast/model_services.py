"""A feature service for each model version: what Feast's users ask for to get the columns that version reads."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pikkit.base.errors import NotReadyError
from pikkit.features.definitions.needed import needed_columns
from pikkit.features.feast.feast_config import REGISTRY_FILE, FeastConfig
from pikkit.features.feast.feast_registry import MODEL_TAG, registry_is_read
from pikkit.features.feast.feast_store import FEATURE_REPO
from pikkit.features.feast.staging import staged
from pikkit.features.views.column_names import qualified
from pikkit.features.views.view import FEATURE_SERVICE, VIEWS
from pikkit.settings.feature_urls import EMBEDDED, FeatureUrls

if TYPE_CHECKING:
    from feast import FeatureService, FeatureStore

FAMILY_TAG = "family"


def service_name(model: str, version: str) -> str:
    """The feature service of a model version: ``pikkit_7``."""
    return f"{model}_{version}"


def register_model_service(
    features_home: Path,
    model: str,
    version: str,
    feature_names: Sequence[str],
    *,
    urls: FeatureUrls = EMBEDDED,
    package: str = FEATURE_REPO,
) -> str | None:
    """Register the view columns that a model version's features are made of, under the version's name.

    Later materialisations keep the service, as long as the views have its columns.

    Args:
        features_home: The features folder.
        model: The registered model's name.
        version: Its version.
        feature_names: The features it reads.
        urls: The stores that are not in the folder.
        package: The package of the Feast definitions.

    Returns:
        The service's name; None if there is no registry to tell, as nothing was materialised yet.

    Raises:
        NotReadyError: The registry is damaged, or away, or lacks this version's views.
        KeyError: A name that is not a feature of this version.
    """
    config = FeastConfig.of(features_home, urls, package)
    needed = needed_columns(tuple(feature_names))
    if urls.registry:
        with registry_is_read(config), config.opened(features_home) as store:
            return _apply(store, model, version, needed)
    if not (features_home / REGISTRY_FILE).is_file():
        return None
    with (
        staged(features_home, (REGISTRY_FILE,), keep=(REGISTRY_FILE,)) as folder,
        registry_is_read(config),
        config.opened(folder) as store,
    ):
        return _apply(store, model, version, needed)


def _apply(store: "FeatureStore", model: str, version: str, needed: frozenset[str]) -> str:
    service = _service(store, model, version, needed)
    store.registry.apply_feature_service(service, store.project)
    return str(service.name)


def _service(store: "FeatureStore", model: str, version: str, needed: frozenset[str]) -> "FeatureService":
    from feast import FeatureService

    columns = {view: [name for name in view.columns if qualified(view, name) in needed] for view in VIEWS}
    registered = {feature_view.name: feature_view for feature_view in store.list_feature_views()}
    for view, names in columns.items():
        if view.name not in registered or not {field.name for field in registered[view.name].features}.issuperset(
            names
        ):
            raise NotReadyError(f"Feast's registry lacks columns of {view.name}: materialise the features again.")
    read = [registered[view.name][names] for view, names in columns.items() if names]
    sentence = f"What version {version} of {model} reads."
    tags = {MODEL_TAG: f"{model}/{version}", FAMILY_TAG: FEATURE_SERVICE}
    return FeatureService(name=service_name(model, version), features=read, tags=tags, description=sentence)
