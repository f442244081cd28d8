"""Bets that were uploaded while the sample was shown: they wait here for the server to open a home of their own."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePath
from uuid import uuid4

from pikkit.base.private import private_folder
from pikkit.settings import Settings

_READY = "ready"


@dataclass(frozen=True)
class Handover:
    """An export, and whose bets are in it."""

    file: Path
    bettor: str

    def forget(self) -> None:
        """Delete it: it was imported."""
        shutil.rmtree(self.file.parent, ignore_errors=True)


def write_handover(settings: Settings, bettor: str, name: str, chunks: Iterable[bytes]) -> Handover:
    """Keep an upload; it is not handed over before ``confirm``.

    Args:
        settings: The sample's.
        bettor: Whose bets they are.
        name: The file's name, as its owner calls it; folders in it are left out.
        chunks: Its content.
    """
    folder = private_folder(private_folder(_folder(settings)) / uuid4().hex)
    file = folder / (PurePath(name.replace("\\", "/")).name[-100:] or "export.csv")
    with file.open("wb") as stream:
        stream.writelines(chunks)
    return Handover(file, bettor)


def confirm(handover: Handover) -> None:
    """Have the server take it: whole, and known to hold bets."""
    (handover.file.parent / _READY).write_text(handover.bettor, encoding="utf-8")


def waiting_handover(settings: Settings) -> Handover | None:
    """An upload that is to be taken; None almost always."""
    for ready in _folder(settings).glob(f"*/{_READY}") if settings.sample else ():
        files = [file for file in ready.parent.iterdir() if file.name != _READY]
        if files:
            return Handover(files[0], ready.read_text(encoding="utf-8"))
    return None


def _folder(settings: Settings) -> Path:
    return settings.resolved_home / "handover"
