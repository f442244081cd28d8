"""What Feast's registry knows: the definitions, when they were materialised, and what each model version reads."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import SQLAlchemyError

from pikkit.base.errors import NotReadyError
from pikkit.features.feast.feast_config import REGISTRY_FILE, FeastConfig

if TYPE_CHECKING:
    from feast import FeatureService, FeatureStore

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

MODEL_TAG = "model"
"""What marks the feature service of a model version, which outlives the definitions it was made from."""


def register_definitions(store: "FeatureStore", package: str, kept: "Sequence[FeatureService]") -> None:
    """Register a package's ``definitions.DEFINITIONS`` and these services of models, and remove what is neither."""
    definitions = _placed(import_module(f"{package}.definitions").DEFINITIONS, Path(store.repo_path))
    served = _still_served(kept, definitions)
    names = {definition.name for definition in (*definitions, *served)}
    registered: list[Any] = [*store.list_feature_services(), *store.list_feature_views(), *store.list_entities()]
    stale = [thing for thing in registered if thing.name not in names]
    store.apply([*definitions, *served], objects_to_delete=stale, partial=False)


def model_services(config: FeastConfig) -> "list[FeatureService]":
    """The feature services of model versions that are registered now.

    Raises:
        NotReadyError: The registry's file is damaged.
    """
    if not config.urls.registry and not (config.home / REGISTRY_FILE).is_file():
        return []
    with registry_is_read(config), config.opened(config.home) as store:
        return [service for service in store.list_feature_services() if service.tags.get(MODEL_TAG)]


@contextmanager
def registry_is_read(config: FeastConfig) -> Iterator[None]:
    """Say in a sentence why a registry cannot be read."""
    from google.protobuf.message import DecodeError  # type: ignore[import-untyped]

    try:
        yield
    except DecodeError as error:
        raise NotReadyError(
            f"Feast's registry {config.home / REGISTRY_FILE} is damaged: remove it and materialise again; "
            "the services of models come back when these are registered again."
        ) from error
    except SQLAlchemyError as error:
        lines = str(getattr(error, "orig", None) or error).strip().splitlines()
        raise NotReadyError(f"Feast's registry cannot be reached: {lines[0] if lines else error}.") from error


def record_materialization(store: "FeatureStore", moment: datetime) -> None:
    """Let Feast know up to when its views are materialised."""
    for feature_view in store.list_feature_views():
        store.registry.apply_materialization(feature_view, store.project, EPOCH, moment, commit=False)
    store.registry.commit()


def _placed(definitions: Sequence[Any], home: Path) -> list[Any]:
    """Copies of the definitions whose files are in home: Feast's DuckDB store looks from the working directory."""
    placed = deepcopy(list(definitions))
    for source in (definition.batch_source for definition in placed if hasattr(definition, "batch_source")):
        source.file_options.uri = str(home.resolve() / source.path)
    return placed


def _still_served(services: "Sequence[FeatureService]", definitions: Sequence[Any]) -> "list[FeatureService]":
    """Those whose views all have the columns they name."""
    columns = {each.name: {field.name for field in each.features} for each in definitions if hasattr(each, "features")}
    return [
        service
        for service in services
        if all(
            {field.name for field in projection.features} <= columns.get(projection.name, set())
            for projection in service.feature_view_projections
        )
    ]
