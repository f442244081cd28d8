"""What the running app holds for its views."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from flask import Flask, current_app

from extension_api.predictor_client import PredictorClient
from pikkit.settings import Settings

if TYPE_CHECKING:
    from extension_api.auth.guard import Guard

_HELD = "pikkit"


@dataclass
class Held:
    """Everything an app holds open."""

    settings: Settings
    predictor: PredictorClient
    guard: "Guard"


def attach(app: Flask, held: Held) -> None:
    """Give the app what it holds."""
    app.extensions[_HELD] = held


def held_by(app: Flask) -> Held:
    """What an app holds."""
    return cast("Held", app.extensions[_HELD])


def release(app: Flask) -> None:
    """Close what the app holds open; it cannot serve after that."""
    from extension_api.reading import release_reading

    held = held_by(app)
    release_reading(app)
    held.predictor.close()
    held.guard.ring.close()


def settings() -> Settings:
    """The current app's settings."""
    return held_by(current_app).settings


def predictor() -> PredictorClient:
    """The current app's client of the predictor."""
    return held_by(current_app).predictor


def guard() -> "Guard":
    """The current app's guard."""
    return held_by(current_app).guard
