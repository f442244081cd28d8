"""What the first visitor of a page would wait for, done beforehand."""

import logging
import threading

from flask import Flask

from pikkit.base.errors import PikkitError
from pikkit.extension_api.extensions import held_by
from pikkit.extension_api.reading import performance_reader
from pikkit.extension_api.registered import registered_versions
from pikkit.store.tables import bets

log = logging.getLogger("pikkit.api")


def keep_warm(app: Flask, changed: threading.Event, stop: threading.Event) -> None:
    """Warm up now and whenever bets were imported, until told to stop.

    Args:
        app: Whose pages.
        changed: Set after an import, and to end it.
        stop: Set to end it.
    """
    _load_registry(app)
    while not stop.is_set():
        changed.clear()
        _copy_bets(app)
        changed.wait()


def _copy_bets(app: Flask) -> None:
    """Bring the columnar copy of the bets up to date: four seconds for the first one of 130,000 bets."""
    try:
        if held_by(app).records.read(bets, limit=1):
            with app.app_context():
                performance_reader().watermark()
    except PikkitError as error:
        log.warning("The bets could not be prepared for the pages: %s", error)


def _load_registry(app: Flask) -> None:
    """Import MLflow, which takes seconds, if there is a registry to read."""
    try:
        registered_versions(held_by(app).settings)
    except PikkitError as error:
        log.info("The registry cannot be read now: %s", error)
