"""The application factory."""

from importlib.metadata import version

from apiflask import APIFlask
from flask import Response, abort, request
from flask_cors import CORS

from pikkit.extension_api.alerts_told import AlertsTold
from pikkit.extension_api.api import (
    alerts,
    bankroll,
    bets,
    drift,
    health,
    imports,
    me,
    metrics,
    models,
    opportunities,
    performance,
    preferences,
    scans,
    score,
)
from pikkit.extension_api.auth import login
from pikkit.extension_api.auth.guard import install_guard
from pikkit.extension_api.bankrolls_now import BankrollsNow
from pikkit.extension_api.captures import Captures, Following
from pikkit.extension_api.compared_versions import ComparedVersions
from pikkit.extension_api.dashboard import blueprint as dashboard
from pikkit.extension_api.errors import MAX_BODY_BYTES, RETRY_SECONDS, install_error_handlers
from pikkit.extension_api.extensions import Held, attach, held_by
from pikkit.extension_api.imports import ImportQueue
from pikkit.extension_api.limits import install_limits
from pikkit.extension_api.metrics import Metrics
from pikkit.extension_api.offers_now import OffersNow
from pikkit.extension_api.openapi import complete
from pikkit.extension_api.predictor_client import PredictorClient
from pikkit.extension_api.preferences_now import PreferencesNow
from pikkit.extension_api.prices_shown import PricesShown
from pikkit.extension_api.readiness import Readiness
from pikkit.extension_api.reading import attach_reading, reader_of, release_reading, store_of
from pikkit.extension_api.records import SharedRecords
from pikkit.extension_api.rollouts_driven import RolloutsDriven
from pikkit.extension_api.scores_of_then import ScoresOfThen
from pikkit.extension_api.scoring import Scoring
from pikkit.extension_api.strict_attributes import StrictAttributes
from pikkit.extension_api.uploads import UPLOADS
from pikkit.extension_api.working import Working
from pikkit.outbox import Deliverer, open_outbox
from pikkit.outbox.sinks import sinks_of
from pikkit.settings import Settings, get_settings

_CORS_HEADERS = ["Authorization", "Content-Type", "If-None-Match", "X-Pikkit-Bettor"]
_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",  # charts are SVG that carries its styles
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
_SECURITY_HEADERS = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in _POLICY.items()),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with no-referrer, browsers send our own forms as from origin "null"
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}


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
    app.jinja_env.undefined = StrictAttributes
    app.json.sort_keys = False  # type: ignore[attr-defined]  # the order of the schema reads better
    app.spec_processor(complete)  # type: ignore[arg-type]  # a document may be YAML text; ours is JSON
    held = _make(app, config)
    attach(app, held)
    held.metrics.install(app)
    attach_reading(app, config)
    money = (performance, preferences, bankroll)
    resources = (score, scans, opportunities, *money, alerts, bets, imports, models, drift, me, health, metrics, login)
    for resource in resources:
        app.register_blueprint(resource.blueprint)
    app.register_blueprint(dashboard)
    install_error_handlers(app)
    app.after_request(_harden)  # before the limits: what comes after a request is done in the opposite order
    install_limits(app, config)
    app.before_request(_require_json)
    if config.cors_origins:
        CORS(
            app,
            resources={r"/v1/*": {"origins": config.cors_origins}},
            allow_headers=_CORS_HEADERS,
            allow_private_network=config.cors_private_network,
            max_age=600,
        )
    return app


def _make(app: APIFlask, config: Settings) -> Held:
    """Everything the app holds; nothing is opened or asked before it is needed."""
    records, outbox = SharedRecords(config), open_outbox(config)
    guard = install_guard(app, config, records)
    token = config.resolved_predictor_token
    predictor = PredictorClient(config.resolved_predictor_url, config.model_name, config.predictor_seconds, token)
    offers = OffersNow(config)
    shown = PricesShown(config, offers)
    bankrolls = BankrollsNow(records, lambda: reader_of(app))
    scoring = Scoring(predictor, config, offers=offers, money_of=bankrolls.of)
    deliverer = Deliverer(outbox, sinks_of(config))
    alerts = AlertsTold(config, records, outbox, deliverer.wake, bankrolls.of)
    captures = Captures(outbox, records, scoring, config, deliverer.wake, alerts.of_capture, shown.keep)
    return Held(
        settings=config,
        predictor=predictor,
        guard=guard,
        records=records,
        outbox=outbox,
        deliverer=deliverer,
        scoring=scoring,
        captures=captures,
        following=Following(captures, lambda: store_of(app), lambda: reader_of(app).close_margins()),
        imports=ImportQueue(config),
        metrics=Metrics(outbox, scoring.breaker),
        readiness=Readiness(records, predictor, outbox),
        offers_now=offers,
        prices_shown=shown,
        working=Working(config),
        rollouts_driven=RolloutsDriven(config),
        compared_versions=ComparedVersions(config),
        scores_of_then=ScoresOfThen(config),
        preferences=PreferencesNow(records),
        bankrolls=bankrolls,
        alerts_told=alerts,
    )


def _require_json() -> None:
    """Only a declared JSON body is read, but for uploads: a web page cannot send one here without asking."""
    has_body = request.method in {"POST", "PUT", "PATCH"} and request.path.startswith("/v1/")
    if has_body and request.routing_exception is None and not request.is_json and request.path not in UPLOADS:
        abort(415)


def _harden(response: Response) -> Response:
    for name, value in _SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    if response.status_code != 429:  # flask-limiter says it always
        response.headers.pop("Retry-After", None)
    if response.status_code == 503:
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def release(app: APIFlask) -> None:
    """Close what the app holds open; it cannot serve after that."""
    held = held_by(app)
    release_reading(app)
    held.predictor.close()
    held.guard.ring.close()
    held.records.close()
    held.deliverer.close()
    held.outbox.close()
    held.imports.close()
    held.prices_shown.close()
    held.offers_now.close()
