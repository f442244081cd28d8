"""The two files that the serving process and the rollout speak by."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from pikkit.settings import Settings

_Kind = TypeVar("_Kind")


@dataclass(frozen=True)
class Wanted:
    """What the rollout wants served.

    Attributes:
        stable: The version that serves whatever becomes of the candidate.
        weights: Version to percent of the traffic; every version here runs, one without traffic too.
        mirror: The version that gets a copy of every request, whose answers nobody sees; None: no copies.
    """

    stable: str
    weights: dict[str, int]
    mirror: str | None = None


@dataclass(frozen=True)
class Served:
    """What the serving process says.

    Attributes:
        pid: The serving process's; it may have ended since.
        admin: The Unix socket on which Envoy tells its statistics; empty without an Envoy.
        weights: What the traffic is divided by.
        mirror: Which version gets copies.
        ready: The versions that answer.
        failed: Version to a sentence, for those whose process ended by itself or did not become ready.
    """

    pid: int
    admin: str
    weights: dict[str, int]
    mirror: str | None = None
    ready: tuple[str, ...] = ()
    failed: dict[str, str] = field(default_factory=dict)


def rollout_folder(settings: Settings) -> Path:
    """Where the files of a home's rollouts are."""
    return settings.resolved_home / "rollouts"


def read_wanted(settings: Settings) -> Wanted | None:
    """What is wanted; None where no rollout is under way."""
    return _read(_wanted_file(settings), TypeAdapter(Wanted))


def write_wanted(settings: Settings, wanted: Wanted) -> None:
    """Say what is wanted."""
    write_document(_wanted_file(settings), asdict(wanted))


def forget_wanted(settings: Settings) -> None:
    """Want the champion alone, as whoever starts to serve without a rollout."""
    _wanted_file(settings).unlink(missing_ok=True)


def read_served(settings: Settings) -> Served | None:
    """What is served; None where nothing serves in this home."""
    return _read(served_file(settings), TypeAdapter(Served))


def write_served(settings: Settings, served: Served) -> None:
    """Say what is served."""
    write_document(served_file(settings), asdict(served))


def served_file(settings: Settings) -> Path:
    """The serving process's file, which it removes at its end."""
    return rollout_folder(settings) / f"{settings.model_name}.served.json"


def _wanted_file(settings: Settings) -> Path:
    return rollout_folder(settings) / f"{settings.model_name}.wanted.json"


def _read(path: Path, kind: TypeAdapter[_Kind]) -> _Kind | None:
    try:
        return kind.validate_json(path.read_bytes())
    except (FileNotFoundError, ValidationError):
        return None


def write_document(path: Path, document: Mapping[str, object]) -> None:
    """Put a JSON file in place by a rename: whoever reads it finds it whole, and Envoy sees that it changed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.{os.getpid()}")
    new.write_text(json.dumps(document, indent=2))
    new.replace(path)
