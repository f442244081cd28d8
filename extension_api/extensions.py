"""What the running app holds for its views."""

from typing import cast

from flask import Flask, current_app

from extension_api.predictor_client import PredictorClient

_PREDICTOR = "pikkit.predictor"


def attach_predictor(app: Flask, client: PredictorClient) -> None:
    """Give the app its client of the predictor."""
    app.extensions[_PREDICTOR] = client


def release(app: Flask) -> None:
    """Close what the app holds open; it cannot serve after that."""
    cast("PredictorClient", app.extensions[_PREDICTOR]).close()


def predictor() -> PredictorClient:
    """The current app's client of the predictor."""
    return cast("PredictorClient", current_app.extensions[_PREDICTOR])
