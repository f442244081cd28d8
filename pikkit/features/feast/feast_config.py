"""How Feast is told where its stores are: in a file without secrets, and in this process with them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from pikkit.base.errors import InputError
from pikkit.features.feast.registry_trust import check_registry_database, check_registry_file
from pikkit.features.online.store.connection import SCHEMA, Address
from pikkit.settings.feature_urls import FeatureUrls

if TYPE_CHECKING:
    from feast import FeatureStore

CONFIG_FILE = "feature_store.yaml"
REGISTRY_FILE = "registry.db"
ONLINE_FILE = "online.db"

PASSWORD_VARIABLE = "${PGPASSWORD}"  # noqa: S105 (where Feast's command finds it)
REGISTRY_VARIABLE = "${PIKKIT_FEATURES_REGISTRY_URL}"


@dataclass(frozen=True)
class FeastConfig:
    """Feast's configuration of a features folder.

    Attributes:
        home: The folder.
        urls: The stores that are elsewhere.
        base: The ``feature_store.yaml`` of the package of definitions, as text.
    """

    home: Path
    urls: FeatureUrls
    base: str

    @classmethod
    def of(cls, home: Path, urls: FeatureUrls, package: str) -> "FeastConfig":
        """Read a package's configuration.

        Raises:
            InputError: There is no such package, or a URL is none.
        """
        spec = find_spec(package)
        if spec is None or not spec.submodule_search_locations:
            raise InputError(f"There is no package {package!r} with Feast definitions to import.")
        folder = Path(spec.submodule_search_locations[0])
        return cls(home, urls, folder.joinpath(CONFIG_FILE).read_text(encoding="utf-8"))

    def text(self) -> str:
        """What is written to ``feature_store.yaml``: for Feast's own command, which fills in environment variables."""
        if self.urls == FeatureUrls():
            return self.base
        shown = self._settings(PASSWORD_VARIABLE, REGISTRY_VARIABLE)
        return "# Written by pikkit; Feast fills in the variables from the environment.\n" + yaml.safe_dump(shown)

    @contextmanager
    def opened(self, folder: Path) -> Iterator["FeatureStore"]:
        """Feast's store, those of its files that are local in a folder; its connections are closed at the end.

        Raises:
            NotReadyError: The registry holds code.
        """
        from feast import FeatureStore, RepoConfig

        if self.urls.registry:
            check_registry_database(
                _with_driver(self.urls.registry), SCHEMA if is_postgres(self.urls.registry) else None
            )
        else:
            check_registry_file(folder / REGISTRY_FILE)
        settings = self._settings(None, _with_driver(self.urls.registry))
        if not self.urls.registry:
            settings["registry"]["path"] = str(folder / REGISTRY_FILE)
        if not self.urls.online:
            settings["online_store"]["path"] = str(folder / ONLINE_FILE)
        store = FeatureStore(repo_path=str(self.home), config=RepoConfig(repo_path=self.home, **settings))
        try:
            yield store
        finally:
            _close(store)

    def _settings(self, password: str | None, registry: str) -> dict[str, Any]:

        settings: dict[str, Any] = yaml.safe_load(self.base)
        if self.urls.online:
            settings["online_store"] = _online(Address.parse(self.urls.online), password)
        if self.urls.registry:
            settings["registry"] = _registry(self.urls.registry, registry)
        return settings


def _close(store: "FeatureStore") -> None:
    """Feast itself leaves that to the garbage collector."""
    connection = getattr(store.provider.online_store, "_conn", None)
    if connection is not None:
        connection.close()
    engine = getattr(store.registry, "write_engine", None)
    if engine is not None:
        engine.dispose()


def _online(address: Address, password: str | None) -> dict[str, Any]:
    return {
        "type": "postgres",
        "host": address.host,
        "port": address.port,
        "database": address.database,
        "db_schema": address.schema,
        "user": address.user,
        "password": address.password if password is None else password,
        "sslmode": address.sslmode,
    }


def _registry(url: str, shown: str) -> dict[str, Any]:
    """Feast's SQL registry; in Postgres, in our schema."""
    settings: dict[str, Any] = {"registry_type": "sql", "path": shown, "cache_ttl_seconds": 60}
    if is_postgres(url):
        settings["sqlalchemy_config_kwargs"] = {"connect_args": {"options": f"-csearch_path={SCHEMA}"}}
    return settings


def is_postgres(url: str) -> bool:
    """Whether a URL is Postgres'."""
    return url.partition("://")[0] in {"postgres", "postgresql", "postgresql+psycopg"}


def _with_driver(url: str) -> str:
    """Feast would take another driver for Postgres than it uses itself, and warn of it."""
    return f"postgresql+psycopg://{url.partition('://')[2]}" if is_postgres(url) else url
