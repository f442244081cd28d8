"""The app's door to the bets of the store: opened at the first question, shared by all threads, closed with the app."""

import threading
from dataclasses import dataclass, field
from typing import cast

from flask import Flask, current_app

from pikkit.base.errors import PikkitError
from pikkit.extension_api.auth.caller import EVERYBODY, bettor_asked
from pikkit.extension_api.request_preferences import request_preferences
from pikkit.performance import BetFilter, PerformanceReader
from pikkit.settings import Settings
from pikkit.store import BetStore, open_store

__all__ = ["EVERYBODY", "bettor_asked", "bettors_known"]
_READING = "pikkit.reading"


@dataclass
class Reading:
    """What reads the bets of an app's store."""

    settings: Settings
    lock: threading.Lock = field(default_factory=threading.Lock)
    store: BetStore | None = None
    reader: PerformanceReader | None = None

    def opened(self) -> tuple[BetStore, PerformanceReader]:
        """The store and its reader."""
        with self.lock:
            if self.store is None or self.reader is None:
                self.store = open_store(self.settings.resolved_store_url, self.settings)
                self.reader = PerformanceReader(self.store, self.settings)
            return self.store, self.reader

    def close(self) -> None:
        """Let go of both."""
        with self.lock:
            if self.reader is not None:
                self.reader.close()
            if self.store is not None:
                self.store.close()
            self.store = self.reader = None


def attach_reading(app: Flask, settings: Settings) -> None:
    """Let the app's views read bets."""
    app.extensions[_READING] = Reading(settings)


def release_reading(app: Flask) -> None:
    """Close what was opened to read bets."""
    cast("Reading", app.extensions[_READING]).close()


def bet_store() -> BetStore:
    """The current app's bet store."""
    return store_of(current_app)


def store_of(app: Flask) -> BetStore:
    """An app's bet store."""
    return cast("Reading", app.extensions[_READING]).opened()[0]


def performance_reader() -> PerformanceReader:
    """The current app's reader of performance figures; its days are those of the time zone of who asks."""
    return reader_of(current_app).in_zone(request_preferences().zone_name)


def reader_of(app: Flask) -> PerformanceReader:
    """An app's reader of performance figures, by UTC's days."""
    return cast("Reading", app.extensions[_READING]).opened()[1]


def bettors_known() -> tuple[str, ...]:
    """Everybody who has bets; nobody while the store is away."""
    try:
        return performance_reader().choices(BetFilter()).get("bettor", ())
    except PikkitError:
        return ()
