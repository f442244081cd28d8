"""What a person changes in the registry: aliases, and versions that nothing needs any more."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from pikkit.base.errors import InputError, NotReadyError
from pikkit.registry.aliases import CHAMPION, PREVIOUS_CHAMPION
from pikkit.registry.client import connect, is_untouched, speaking_of

if TYPE_CHECKING:
    from mlflow import MlflowClient

_ALIAS = re.compile(r"[A-Za-z_][A-Za-z0-9_\-]{0,60}")


def set_alias(name: str, alias: str, version: str, tracking_uri: str) -> str | None:
    """Let an alias mean a version; a champion that is replaced becomes the previous one.

    Returns:
        The version that had it before; None if none had.

    Raises:
        InputError: There is no such version, or the alias is no name.
        NotReadyError: The registry cannot be reached.
    """
    if not _ALIAS.fullmatch(alias) or re.fullmatch(r"v\d+|latest", alias):
        raise InputError(f"{alias!r} can be no alias: letters, digits, _ and -, beginning with a letter; no version.")
    client = _client(name, tracking_uri)
    with speaking_of(tracking_uri):
        _require(client, name, version)
        before = dict(client.get_registered_model(name).aliases).get(alias)
        if str(before) == version:
            return version
        client.set_registered_model_alias(name, alias, version)
        if alias == CHAMPION and before is not None:
            client.set_registered_model_alias(name, PREVIOUS_CHAMPION, str(before))
    return None if before is None else str(before)


def remove_alias(name: str, alias: str, tracking_uri: str) -> str:
    """Take an alias away; returns the version that had it.

    Raises:
        InputError: No version has it, or it is the champion's, which serves.
        NotReadyError: The registry cannot be reached.
    """
    if alias == CHAMPION:
        raise InputError(
            "The champion serves: give the alias to another version (pikkit models alias champion VERSION)."
        )
    client = _client(name, tracking_uri)
    with speaking_of(tracking_uri):
        held = dict(client.get_registered_model(name).aliases)
        if alias not in held:
            raise InputError(
                f"No version of {name} is its {alias}; there are {', '.join(sorted(held)) or 'no aliases'}."
            )
        client.delete_registered_model_alias(name, alias)
    return str(held[alias])


def check_deletable(name: str, version: str, tracking_uri: str, needed: Iterable[str] = ()) -> None:
    """See that a version can be deleted.

    Args:
        name: Of the model.
        version: Its number.
        tracking_uri: MLflow's.
        needed: Versions that a rollout under way needs.

    Raises:
        InputError: There is no such version, an alias means it, or a rollout needs it.
        NotReadyError: The registry cannot be reached.
    """
    client = _client(name, tracking_uri)
    with speaking_of(tracking_uri):
        _require(client, name, version)
        held = sorted(a for a, v in dict(client.get_registered_model(name).aliases).items() if str(v) == version)
    if held:
        raise InputError(f"Version {version} is the {' and the '.join(held)}: give that alias to another one first.")
    if version in set(needed):
        raise InputError(f"Version {version} is part of a rollout under way; pikkit rollout abort ends it.")


def delete_version(name: str, version: str, tracking_uri: str, needed: Iterable[str] = ()) -> None:
    """Delete a version from the registry; its run and what that kept stay.

    Takes and raises what ``check_deletable`` does.
    """
    check_deletable(name, version, tracking_uri, needed)
    with speaking_of(tracking_uri):
        _client(name, tracking_uri).delete_model_version(name, version)


def _client(name: str, tracking_uri: str) -> "MlflowClient":
    if is_untouched(tracking_uri):
        raise NotReadyError(f"There is no version of {name} yet; pikkit train makes one.")
    return connect(tracking_uri)


def _require(client: "MlflowClient", name: str, version: str) -> None:
    known = sorted((int(one.version) for one in client.search_model_versions(f"name='{name}'")), reverse=True)
    if not known:
        raise NotReadyError(f"There is no version of {name} yet; pikkit train makes one.")
    if version not in {str(number) for number in known}:
        raise InputError(f"{name} has no version {version}; there are {', '.join(map(str, known[:10]))}.")
