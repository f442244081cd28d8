"""What reading and writing an online store takes, whichever database it is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from pikkit.features.online.store.online_state import ServedView
from pikkit.features.views.view import View

Asked = Mapping[View, Sequence[bytes]]
"""The keys to read of each view."""

Rows = dict[View, dict[bytes, bytes]]
"""Packed rows by key; a key without history is not in it."""


@dataclass(frozen=True)
class FetchedRows:
    """What was read at one moment: all of it of one materialisation."""

    version: str
    rows: Rows


class OnlineReader(Protocol):
    """Reads packed rows; may be shared between threads. Every method raises NotReadyError if it cannot."""

    @property
    def name(self) -> str:
        """Which store it is, for people; without secrets."""

    def state(self) -> tuple[ServedView, ...]:
        """What is served, the views in order of their names; nothing if nothing was ever materialised."""

    def fetch(self, asked: Asked) -> FetchedRows:
        """The rows of the keys asked for, and the version they are of, even if none are asked for."""

    def fetch_all(self, most: int) -> FetchedRows | None:
        """The rows of every view; None if there are more than so many, or it is not for one process to hold them."""

    def close(self) -> None:
        """Close its connections."""


class OnlineValue(NamedTuple):
    """One value of one entity: a row of Feast's tables, its moment in whole seconds since 1970."""

    key: bytes
    name: str
    value: bytes
    second: int


class OnlineWriter(Protocol):
    """Replaces rows, none of which is seen before all are."""

    def state(self) -> tuple[ServedView, ...]:
        """What is served now."""

    def served(self, view: View) -> dict[bytes, bytes]:
        """The packed row of every entity of a view that is served now."""

    def clear(self, view: View) -> None:
        """Remove every row of a view."""

    def remove(self, view: View, keys: Sequence[bytes]) -> None:
        """Remove all values of entities."""

    def insert(self, view: View, values: Iterable[OnlineValue]) -> None:
        """Add values of entities that have none."""

    def drop(self, name: str) -> None:
        """Drop the table of a view that is no more."""

    def record(self, views: Sequence[ServedView]) -> None:
        """Say what is served from now on."""
