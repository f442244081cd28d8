"""From a model's URI to its bundle in a local folder."""

import hashlib
import json
import re
import shutil
from contextlib import suppress
from dataclasses import dataclass
from functools import cache as cache_once
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pikkit.base.errors import InputError, NotReadyError
from pikkit.base.plain_yaml import MOST_LETTERS, plain_yaml
from pikkit.registry.aliases import CHALLENGER, CHAMPION, PREVIOUS_CHAMPION
from pikkit.registry.client import connect, is_untouched, speaking_of
from pikkit.registry.digest import TAG, check_digest
from pikkit.registry.embedded_registry import RegisteredVersion, read_embedded

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities.model_registry import ModelVersion

ACCEPTED = "models:/NAME@ALIAS, models:/NAME/VERSION, runs:/RUN_ID or a bundle's folder"
UNREGISTERED = "unregistered"
REGISTERED = "registered.json"
"""Beside a bundle that was fetched from the registry: its name and version there."""

_BY_ALIAS = re.compile(r"models:/(?P<name>[^/@]+)@(?P<alias>[^/@]+)")
_BY_VERSION = re.compile(r"models:/(?P<name>[^/@]+)/(?P<version>\d+)")
_BY_RUN = re.compile(r"runs:/(?P<run>[0-9a-zA-Z]+)(/.*)?")


@dataclass(frozen=True, slots=True)
class ResolvedModel:
    """A bundle at hand.

    Attributes:
        folder: Where ``Bundle.load`` finds it.
        name: Name of the registered model, or of the folder.
        version: Its registered version, or "unregistered".
        alias: The alias that led to it, if one did.
    """

    folder: Path
    name: str
    version: str
    alias: str | None = None


def champion(name: str, tracking_uri: str, cache: Path | None = None) -> ResolvedModel | None:
    """The version that serves, or None before the first promotion. See ``resolve``."""
    if is_untouched(tracking_uri):
        return None
    version = registered(name, tracking_uri, alias=CHAMPION)
    return None if version is None else _fetched(version, tracking_uri, CHAMPION, cache)


def champion_version(name: str, tracking_uri: str) -> str | None:
    """Which version serves, or None before the first promotion; its files are not looked at."""
    if is_untouched(tracking_uri):
        return None
    version = registered(name, tracking_uri, alias=CHAMPION)
    return None if version is None else version.number


def registered(name: str, tracking_uri: str, *, alias: str = "", number: str = "") -> RegisteredVersion | None:
    """The version of a model by its alias or its number; None if there is none.

    Raises:
        NotReadyError: MLflow cannot be used.
    """
    try:
        return read_embedded(tracking_uri, name, alias=alias, number=number)
    except LookupError:
        client = connect(tracking_uri)
    with speaking_of(tracking_uri):
        version = aliased_version(client, name, alias) if alias else _numbered(client, name, number)
    return None if version is None else _with_source(client, version, tracking_uri)


def resolve(uri: str, tracking_uri: str, cache: Path | None = None) -> ResolvedModel:
    """The bundle behind a URI.

    Args:
        uri: One of ``ACCEPTED``.
        tracking_uri: MLflow's.
        cache: Where bundles from a remote store are kept (``Settings.model_cache``); None: in a temporary folder, as
            long as this process runs. Embedded ones are read in place.

    Raises:
        InputError: The URI has another form.
        NotReadyError: There is no such model, or its files are gone.
    """
    if not uri.startswith(("models:", "runs:")):
        return _in_folder(Path(uri))
    by_alias, by_version, by_run = (form.fullmatch(uri) for form in (_BY_ALIAS, _BY_VERSION, _BY_RUN))
    if not (by_alias or by_version or by_run):
        raise InputError(f"The model URI {uri!r} cannot be read; accepted: {ACCEPTED}.")
    if is_untouched(tracking_uri):
        raise NotReadyError(f"There is no model {uri}: nothing has been trained here yet; `pikkit train` makes one.")
    if by_alias:
        version = registered(by_alias["name"], tracking_uri, alias=by_alias["alias"])
    elif by_version:
        version = registered(by_version["name"], tracking_uri, number=by_version["version"])
    else:
        version = _from_run(connect(tracking_uri), by_run["run"] if by_run else "", tracking_uri)
    if version is None:
        raise NotReadyError(f"There is no model {uri} in MLflow at {tracking_uri}.{how_to_get(uri)}")
    asked = by_alias or by_version
    if asked and not _is_asked(version, asked.groupdict()):
        raise NotReadyError(f"MLflow at {tracking_uri} was asked for {uri} and answered with another model.")
    return _fetched(version, tracking_uri, by_alias["alias"] if by_alias else None, cache)


def how_to_get(uri: str) -> str:
    """How a model comes to be where none is behind a URI yet, as a sentence behind another; empty where it is plain."""
    alias_asked = parse_alias(uri)
    if alias_asked is None:
        return ""
    name, alias = alias_asked
    return _HOW.get(alias, " `pikkit models alias ALIAS VERSION` gives a version an alias.").format(name=name)


_HOW = {
    CHAMPION: " `pikkit train` makes one: the version that the gate promotes.",
    CHALLENGER: (
        " A challenger is a version that the gate held back, neither surely better nor worse than the champion: "
        "`pikkit train` makes one when there is a champion and the gate says HOLD; `pikkit models alias challenger "
        "VERSION` makes any version one, and `pikkit rollout start VERSION` tries any version without the alias."
    ),
    PREVIOUS_CHAMPION: " There is one from the second promotion on.",
}


def _in_folder(folder: Path) -> ResolvedModel:
    if not (folder / "bundle.json").is_file():
        raise NotReadyError(f"There is no bundle in {folder}: it has no bundle.json. Accepted: {ACCEPTED}.")
    note = folder / REGISTERED
    if note.is_file():
        return ResolvedModel(folder=folder, **json.loads(note.read_text()))
    return ResolvedModel(folder=folder, name=folder.resolve().name, version=UNREGISTERED)


def parse_alias(uri: str) -> tuple[str, str] | None:
    """The model's name and the alias in a URI of that form; None for another."""
    match = _BY_ALIAS.fullmatch(uri)
    return (match["name"], match["alias"]) if match else None


def aliased_version(client: "MlflowClient", name: str, alias: str) -> "ModelVersion | None":
    """The version an alias points to; None without such a model or alias."""
    from mlflow.exceptions import MlflowException

    try:
        return client.get_model_version_by_alias(name, alias)
    except MlflowException as error:
        if error.error_code in {"RESOURCE_DOES_NOT_EXIST", "INVALID_PARAMETER_VALUE"}:  # no model; no alias
            return None
        raise _unusable(error) from error


def _numbered(client: "MlflowClient", name: str, version: str) -> "ModelVersion | None":
    from mlflow.exceptions import MlflowException

    try:
        return client.get_model_version(name, version)
    except MlflowException as error:
        if error.error_code == "RESOURCE_DOES_NOT_EXIST":
            return None
        raise _unusable(error) from error


def _from_run(client: "MlflowClient", run_id: str, tracking_uri: str) -> RegisteredVersion | None:
    from mlflow.exceptions import MlflowException

    try:
        versions = client.search_model_versions(f"run_id = '{run_id}'")
    except MlflowException as error:
        raise _unusable(error) from error
    newest = max(versions, key=lambda version: int(version.version), default=None)
    return None if newest is None else _with_source(client, newest, tracking_uri)


def _with_source(client: "MlflowClient", version: "ModelVersion", tracking_uri: str) -> RegisteredVersion:
    name, number = str(version.name), str(version.version)
    with speaking_of(tracking_uri):
        source = client.get_model_version_download_uri(name, number)
    return RegisteredVersion(name, number, str(source), version.tags.get(TAG))


def _fetched(version: RegisteredVersion, tracking_uri: str, alias: str | None, cache: Path | None) -> ResolvedModel:
    name, number = version.name, version.number
    folder = _local_folder(version.source, tracking_uri, cache)
    if not (folder / "MLmodel").is_file():
        raise NotReadyError(f"Version {number} of {name} is registered, but its files are not at {folder}.")
    bundle, what = _bundle_in(folder), f"version {number} of {name}"
    try:
        check_digest(bundle, version.digest, what)
    except NotReadyError:
        _forget(folder, cache)
        raise
    return ResolvedModel(folder=bundle, name=name, version=number, alias=alias)


def _unusable(error: Exception) -> NotReadyError:
    return NotReadyError(f"MLflow cannot be used: {str(error)[:500]}")


def _bundle_in(folder: Path) -> Path:
    """The bundle inside a model's folder, where its MLmodel says.

    Raises:
        NotReadyError: It says nothing that can be read, or leads out of the folder.
    """
    try:
        with (folder / "MLmodel").open() as file:
            described = plain_yaml(file.read(MOST_LETTERS + 1))
        bundle = folder / str(described["flavors"]["python_function"]["data"])
    except (OSError, LookupError, TypeError, ValueError, AttributeError) as error:
        raise NotReadyError(f"The model in {folder} is damaged: its MLmodel cannot be read.") from error
    if not bundle.resolve().is_relative_to(folder.resolve()):
        raise NotReadyError(f"The model in {folder} is damaged: its MLmodel leads out of it.")
    return bundle


def _forget(folder: Path, cache: Path | None) -> None:
    """Fetch what turned out wrong anew next time; what was not fetched is not ours to delete."""
    if folder.is_relative_to(cache or Path(_temporary().name)):
        shutil.rmtree(folder, ignore_errors=True)


def _is_asked(version: RegisteredVersion, asked: dict[str, str]) -> bool:
    """Whether an answer is the model that was asked for, by name and, if one was given, by number."""
    return version.name == asked["name"] and asked.get("version") in {None, version.number}


def _local_folder(source: str, tracking_uri: str, cache: Path | None) -> Path:
    """Where a model's files are, fetched if they are not on this machine; a version's files never change."""
    if source.startswith("/"):
        return Path(source)
    from mlflow.utils.file_utils import local_file_uri_to_path
    from mlflow.utils.uri import is_local_uri

    if is_local_uri(source):
        return Path(local_file_uri_to_path(source))
    kept = (cache or Path(_temporary().name)) / hashlib.sha256(source.encode()).hexdigest()[:16]
    if not kept.is_dir():
        _download(source, kept, tracking_uri)
    return kept


@cache_once
def _temporary() -> "TemporaryDirectory[str]":
    return TemporaryDirectory(prefix="pikkit-models-")


def _download(source: str, kept: Path, tracking_uri: str) -> None:
    """Fetch into a folder that is whole or not there, also when two processes fetch at once."""
    from mlflow.artifacts import download_artifacts
    from mlflow.exceptions import MlflowException

    kept.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=kept.parent, prefix=".") as fetching:
        try:
            with speaking_of(tracking_uri):
                fetched = Path(download_artifacts(artifact_uri=source, dst_path=fetching, tracking_uri=tracking_uri))
        except (OSError, MlflowException) as error:  # requests' errors are among the first
            raise NotReadyError(f"The model at {source} cannot be fetched from {tracking_uri}: {error}") from error
        with suppress(OSError):  # the other process was first
            fetched.rename(kept)
