"""The application factory."""

from importlib.metadata import version

from apiflask import APIFlask
from flask import Response, abort, request
from flask_cors import CORS

from extension_api.api import health, score
from extension_api.errors import MAX_BODY_BYTES, install_error_handlers
from extension_api.extensions import attach_predictor
from extension_api.openapi import complete
from extension_api.predictor_client import PredictorClient
from pikkit.settings import Settings, get_settings


def create_app(config: Settings | None = None) -> APIFlask:
    """Make the service.

    Args:
        config: settings; default: those of the process. Read here: where the predictor is, the model's name, and the
            origins that may call from a browser.
    """
    config = config or get_settings()
    app = APIFlask("extension_api", title="Pikkit", version=version("pikkit"), docs_path=None, json_errors=False)
    app.config.update(
        MAX_CONTENT_LENGTH=MAX_BODY_BYTES,
        AUTO_SERVERS=False,
        AUTO_VALIDATION_ERROR_RESPONSE=False,  # theirs has another shape; each view documents its errors
        AUTO_404_RESPONSE=False,
    )
    app.json.sort_keys = False  # type: ignore[attr-defined]  # the order of the schema reads better
    app.spec_processor(complete)  # type: ignore[arg-type]  # a document may be YAML text; ours is JSON
    attach_predictor(app, PredictorClient(config.resolved_predictor_url, config.model_name))
    for resource in (score, health):
        app.register_blueprint(resource.blueprint)
    install_error_handlers(app)
    app.before_request(_require_json)
    app.after_request(_harden)
    if config.cors_origins:
        CORS(app, resources={r"/v1/*": {"origins": config.cors_origins}}, allow_headers=["Content-Type"], max_age=600)
    return app


def _require_json() -> None:
    """Only a declared JSON body is read: a web page cannot send one here without asking (CORS preflight)."""
    has_body = request.method in {"POST", "PUT", "PATCH"}
    if has_body and request.routing_exception is None and not request.is_json:
        abort(415)


def _harden(response: Response) -> Response:
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    return response
