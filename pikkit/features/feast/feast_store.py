"""Tell Feast what the views are, and fill its online store with what is known of every entity now.

The Feast definitions are in a package beside ``pikkit`` (``feature_repo``), which imports ``pikkit``. To keep that
the only direction, this module loads the package by name when it needs it.

What it makes is a folder that stands for itself: ``feature_store.yaml``, ``registry.db``, ``online.db`` and the view
files. It serves wherever it is moved; only Feast's historical retrieval needs ``apply`` again to find the view files.
With ``FeatureUrls``, the online store or the registry is in a database instead.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from pikkit.base.errors import InputError, NotReadyError
from pikkit.base.progress import Tell, silent
from pikkit.features.build.build import VIEW_FOLDER
from pikkit.features.build.duckdb_engine import duckdb_engine
from pikkit.features.feast.feast_config import CONFIG_FILE, ONLINE_FILE, REGISTRY_FILE, FeastConfig, is_postgres
from pikkit.features.feast.feast_registry import EPOCH, model_services, record_materialization, register_definitions
from pikkit.features.feast.latest import latest_known
from pikkit.features.feast.staging import staged
from pikkit.features.online.store.connection import Address
from pikkit.features.online.store.online_sqlite import readable, writing_sqlite
from pikkit.features.online.store.online_tables import OnlineWriter
from pikkit.features.online.store.online_writer import Materialization, write_views
from pikkit.features.online.store.postgres import create_schema, locked, writing_postgres
from pikkit.features.views.view import VIEWS, View
from pikkit.settings.feature_urls import EMBEDDED, FeatureUrls

if TYPE_CHECKING:
    from psycopg import Connection

__all__ = ["CONFIG_FILE", "EPOCH", "FEATURE_REPO", "apply", "materialize"]

FEATURE_REPO = "pikkit.feature_repo"
_PARTS = f"parts (newest rows, definitions, {len(VIEWS)} views, switch)"
"""Of a materialisation, as it tells how far it is."""


def apply(features_home: Path, package: str = FEATURE_REPO, urls: FeatureUrls = EMBEDDED) -> None:
    """Register the definitions of a package (its ``definitions.DEFINITIONS``) in a features folder, made if need be.

    Definitions that are no longer there are removed; values already served and services of models stay.

    Raises:
        InputError: There is no such package.
        NotReadyError: A database is away.
    """
    config = FeastConfig.of(features_home, urls, package)
    with _staging(config, keep=(ONLINE_FILE, REGISTRY_FILE)) as stage:
        services = model_services(config)
        with config.opened(stage.folder) as store:
            register_definitions(store, package, services)


def materialize(
    features_home: Path,
    until: datetime | None = None,
    package: str = FEATURE_REPO,
    *,
    urls: FeatureUrls = EMBEDDED,
    full: bool = False,
    tell: Tell = silent,
) -> Materialization:
    """Serve the newest row of every entity known at a moment, and register the definitions.

    Every entity is looked at, as a late settlement or a correction changes rows from before the last time; those whose
    row is the one that is served are left alone. The old values serve until all the new ones are there, so a run that
    fails or is killed leaves them as they were. Two at once run one after the other.

    Args:
        features_home: The folder ``pikkit.features.build.build.build_features`` wrote to.
        until: The moment, with its time zone; default: now.
        package: The package of the Feast definitions.
        urls: The stores that are not in the folder.
        full: Write every row anew.
        tell: Told how much is done.

    Raises:
        InputError: ``until`` has no time zone, a URL is none, or there is no such package.
        NotReadyError: The view files are not there, or a database is away.
    """
    moment = until or datetime.now(UTC)
    if moment.tzinfo is None:
        raise InputError(f"The moment to materialise features for, {moment.isoformat()}, needs a time zone.")
    config = FeastConfig.of(features_home, urls, package)
    total = len(VIEWS) + 3
    tell(0, total, _PARTS)
    newest = _newest(features_home, moment)
    tell(1, total, _PARTS)
    with _staging(config, keep=() if full else (ONLINE_FILE,)) as stage:
        services = model_services(config)
        with config.opened(stage.folder) as store:
            register_definitions(store, package, services)
            tell(2, total, _PARTS)
            with stage.writing() as writer:
                done = write_views(
                    writer, newest, moment, full=full, report=lambda views: tell(2 + views, total, _PARTS)
                )
            record_materialization(store, moment)
    return done


@dataclass(frozen=True)
class _Stage:
    """Where what is to be served is made: a folder, and a transaction if the online store is in Postgres."""

    folder: Path
    connection: "Connection[Any] | None"

    def writing(self) -> AbstractContextManager[OnlineWriter]:
        """Write the online store, whose tables Feast has made by now."""
        if self.connection is None:
            return writing_sqlite(self.folder / ONLINE_FILE)
        return writing_postgres(self.connection)


@contextmanager
def _staging(config: FeastConfig, keep: tuple[str, ...]) -> Iterator[_Stage]:
    """Change what a folder serves, all at once at the end; one that does so waits for another."""
    urls = config.urls
    names = (*(() if urls.registry else (REGISTRY_FILE,)), CONFIG_FILE, *(() if urls.online else (ONLINE_FILE,)))
    with staged(config.home, names, keep=keep) as folder, _shared(urls) as connection:
        (folder / CONFIG_FILE).write_text(config.text(), encoding="utf-8")
        online = folder / ONLINE_FILE
        if online.exists() and not readable(online):
            online.unlink()
        yield _Stage(folder, connection)


@contextmanager
def _shared(urls: FeatureUrls) -> Iterator["Connection[Any] | None"]:
    """The transaction that the online store is written in, if it is in Postgres."""
    if is_postgres(urls.registry):
        create_schema(Address.parse(urls.registry))
    if not urls.online:
        yield None
        return
    with locked(Address.parse(urls.online)) as connection:
        yield connection


def _newest(home: Path, moment: datetime) -> dict[View, pa.Table]:
    paths = {view: _view_file(home, view) for view in VIEWS}
    with duckdb_engine() as engine:
        return {
            view: latest_known(engine.read_parquet(path), view, moment).to_pyarrow() for view, path in paths.items()
        }


def _view_file(home: Path, view: View) -> Path:
    path = home / VIEW_FOLDER / f"{view.name}.parquet"
    if not path.is_file():
        raise NotReadyError(f"There is no {path}: build the features before materialising them.")
    return path
