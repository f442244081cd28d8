"""Tell Feast what the views are, and fill its online store with what is known of every entity now.

The Feast definitions are in a package beside ``pikkit`` (``feature_repo``), which imports ``pikkit``. To keep that
the only direction, this module loads the package by name when it needs it.

What it makes is a folder that stands for itself: ``feature_store.yaml``, ``registry.db``, ``online.db`` and the view
files. It serves wherever it is moved; only Feast's historical retrieval needs ``apply`` again to find the view files.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from datetime import UTC, datetime
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ibis.expr.types as ir

from pikkit.errors import InputError, NotReadyError
from pikkit.features.build import VIEW_FOLDER
from pikkit.features.engine import connected
from pikkit.features.latest import latest_known
from pikkit.features.staging import staged
from pikkit.features.views import VIEWS, View

if TYPE_CHECKING:
    from feast import FeatureStore

FEATURE_REPO = "feature_repo"
CONFIG_FILE = "feature_store.yaml"
REGISTRY_FILE = "registry.db"
ONLINE_FILE = "online.db"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def apply(features_home: Path, package: str = FEATURE_REPO) -> None:
    """Register the definitions of a package (its ``definitions.DEFINITIONS``) in a features folder, made if need be.

    Definitions that are no longer there are removed; values already served stay.

    Raises:
        InputError: There is no such package.
    """
    with _staged_store(features_home, package, keep=True) as store:
        _register(store, package)


def materialize(features_home: Path, until: datetime | None = None, package: str = FEATURE_REPO) -> int:
    """Fill the online store with the newest row of every entity known at a moment, and register the definitions.

    Always in full: a late settlement or a correction changes rows from before the last time, which a run that starts
    where the last one ended would miss, and the newest rows are few however long the history. The old values serve
    until all the new ones are there, so a run that fails or is killed leaves them as they were.

    Feast's own materialisation reads whole view files into memory; DuckDB streams them, and Feast writes the result.

    Args:
        features_home: The folder ``pikkit.features.build.build_features`` wrote to.
        until: The moment, with its time zone; default: now.
        package: The package of the Feast definitions.

    Returns:
        Rows written, over all views.

    Raises:
        InputError: ``until`` has no time zone, or there is no such package.
        NotReadyError: The view files are not there.
    """
    moment = until or datetime.now(UTC)
    if moment.tzinfo is None:
        raise InputError(f"The moment to materialise features for, {moment.isoformat()}, needs a time zone.")
    paths = {view: _view_file(features_home, view) for view in VIEWS}
    with _staged_store(features_home, package, keep=False) as store, connected() as engine:
        _register(store, package)
        written = sum(
            _write(store, view, latest_known(engine.read_parquet(path), view, moment)) for view, path in paths.items()
        )
        _record(store, moment)
    return written


def _view_file(features_home: Path, view: View) -> Path:
    path = features_home / VIEW_FOLDER / f"{view.name}.parquet"
    if not path.is_file():
        raise NotReadyError(f"There is no {path}: build the features before materialising them.")
    return path


@contextmanager
def _staged_store(home: Path, package: str, *, keep: bool) -> Iterator["FeatureStore"]:
    """A Feast store whose configuration, registry and online store replace the served ones at the end.

    The configuration comes last: a reader takes its change as the sign to load all three.
    """
    import yaml
    from feast import FeatureStore, RepoConfig

    config_text = _repository(package).joinpath(CONFIG_FILE).read_text(encoding="utf-8")
    with staged(home, (REGISTRY_FILE, ONLINE_FILE, CONFIG_FILE), keep=keep) as staging:
        (staging / CONFIG_FILE).write_text(config_text, encoding="utf-8")
        config = yaml.safe_load(config_text)
        config["registry"]["path"] = str(staging / REGISTRY_FILE)
        config["online_store"]["path"] = str(staging / ONLINE_FILE)
        yield FeatureStore(repo_path=str(home), config=RepoConfig(repo_path=home, **config))


def _repository(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise InputError(f"There is no package {package!r} with Feast definitions to import.")
    return Path(spec.submodule_search_locations[0])


def _register(store: "FeatureStore", package: str) -> None:
    definitions = _placed(import_module(f"{package}.definitions").DEFINITIONS, Path(store.repo_path))
    names = {definition.name for definition in definitions}
    registered: list[Any] = [*store.list_feature_services(), *store.list_feature_views(), *store.list_entities()]
    stale = [thing for thing in registered if thing.name not in names]
    store.apply(definitions, objects_to_delete=stale, partial=False)


def _placed(definitions: Sequence[Any], home: Path) -> list[Any]:
    """Copies of the definitions whose files are in home: Feast's DuckDB store looks from the working directory."""
    placed = deepcopy(list(definitions))
    for source in (definition.batch_source for definition in placed if hasattr(definition, "batch_source")):
        source.file_options.uri = str(home.resolve() / source.path)
    return placed


def _write(store: "FeatureStore", view: View, rows: ir.Table) -> int:
    table = rows.to_pyarrow()
    if table.num_rows:
        store.write_to_online_store(view.name, df=table.to_pandas())
    return int(table.num_rows)


def _record(store: "FeatureStore", moment: datetime) -> None:
    for feature_view in store.list_feature_views():
        store.registry.apply_materialization(feature_view, store.project, EPOCH, moment, commit=False)
    store.registry.commit()
