"""What files, stores and models are called. No name ever holds a user or a password."""

from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

from pikkit.lineage.datasets import DatasetId

_STORE_SCHEMES = {"postgresql": "postgres"}  # OpenLineage's name for it
_STORE_PORTS = {"postgres": 5432}
_OBJECT_STORES = {"minio": "s3"}  # KFP's name for the S3 it brings along


def file_id(uri: str | Path) -> DatasetId:
    """A local file or folder (a path, or a file: URI), or an object of an object store (``s3://bucket/key``)."""
    parts = urlsplit(str(uri))
    if parts.scheme in {"", "file"}:
        path = unquote(parts.path) if parts.scheme else str(uri)
        return DatasetId("file", str(Path(path).absolute()))
    scheme = _OBJECT_STORES.get(parts.scheme, parts.scheme)
    return DatasetId(f"{scheme}://{_host(parts)}", unquote(parts.path).strip("/"))


def store_id(url: str, table: str = "bets") -> DatasetId:
    """A table of a store, from its SQLAlchemy URL."""
    parts = urlsplit(url)
    scheme = parts.scheme.split("+")[0]
    if scheme == "sqlite":
        return DatasetId("file", str(Path(url.partition(":///")[2].partition("?")[0]).absolute() / table))
    scheme = _STORE_SCHEMES.get(scheme, scheme)
    port = "" if parts.port or scheme not in _STORE_PORTS else f":{_STORE_PORTS[scheme]}"
    database = parts.path.strip("/")
    return DatasetId(
        f"{scheme}://{_host(parts)}{port}", f"{database}.public.{table}" if database else f"public.{table}"
    )


def model_id(tracking_uri: str, name: str, version: str) -> DatasetId:
    """A version of a registered model."""
    return DatasetId(without_secrets(tracking_uri), model_uri(name, version))


def model_uri(name: str, version: str) -> str:
    """MLflow's URI of a version: ``models:/pikkit/3``."""
    return f"models:/{name}/{version}"


def without_secrets(url: str) -> str:
    """A URL without user, password, query and fragment, any of which may be secret."""
    parts = urlsplit(url)
    if not parts.netloc:
        return url.partition("?")[0]
    return urlunsplit((parts.scheme, _host(parts), parts.path.rstrip("/"), "", ""))


def _host(parts: SplitResult) -> str:
    return parts.netloc.rpartition("@")[2]
