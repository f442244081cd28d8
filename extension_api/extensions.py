"""What the running app holds for its views."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from flask import Flask, current_app

from pikkit.extension_api.predictor_client import PredictorClient
from pikkit.settings import Settings

if TYPE_CHECKING:
    from pikkit.extension_api.alerts_told import AlertsTold
    from pikkit.extension_api.auth.guard import Guard
    from pikkit.extension_api.bankrolls_now import BankrollsNow
    from pikkit.extension_api.captures import Captures, Following
    from pikkit.extension_api.compared_versions import ComparedVersions
    from pikkit.extension_api.imports import ImportQueue
    from pikkit.extension_api.metrics import Metrics
    from pikkit.extension_api.offers_now import OffersNow
    from pikkit.extension_api.preferences_now import PreferencesNow
    from pikkit.extension_api.prices_shown import PricesShown
    from pikkit.extension_api.readiness import Readiness
    from pikkit.extension_api.records import SharedRecords
    from pikkit.extension_api.rollouts_driven import RolloutsDriven
    from pikkit.extension_api.scores_of_then import ScoresOfThen
    from pikkit.extension_api.scoring import Scoring
    from pikkit.extension_api.working import Working
    from pikkit.outbox import Deliverer, Outbox

_HELD = "pikkit"


@dataclass
class Held:
    """Everything an app holds open."""

    settings: Settings
    predictor: PredictorClient
    guard: "Guard"
    records: "SharedRecords"
    outbox: "Outbox"
    deliverer: "Deliverer"
    scoring: "Scoring"
    captures: "Captures"
    following: "Following"
    imports: "ImportQueue"
    metrics: "Metrics"
    readiness: "Readiness"
    offers_now: "OffersNow"
    prices_shown: "PricesShown"
    working: "Working"
    rollouts_driven: "RolloutsDriven"
    compared_versions: "ComparedVersions"
    scores_of_then: "ScoresOfThen"
    preferences: "PreferencesNow"
    bankrolls: "BankrollsNow"
    alerts_told: "AlertsTold"


def attach(app: Flask, held: Held) -> None:
    """Give the app what it holds."""
    app.extensions[_HELD] = held


def held_by(app: Flask) -> Held:
    """What an app holds."""
    return cast("Held", app.extensions[_HELD])


def settings() -> Settings:
    """The current app's settings."""
    return held_by(current_app).settings


def predictor() -> PredictorClient:
    """The current app's client of the predictor."""
    return held_by(current_app).predictor


def guard() -> "Guard":
    """The current app's guard."""
    return held_by(current_app).guard


def scoring() -> "Scoring":
    """How the current app scores."""
    return held_by(current_app).scoring


def captures() -> "Captures":
    """The current app's captures."""
    return held_by(current_app).captures


def following() -> "Following":
    """What follows the current app's captures."""
    return held_by(current_app).following


def imports() -> "ImportQueue":
    """The current app's uploads."""
    return held_by(current_app).imports


def metrics() -> "Metrics":
    """The current app's figures."""
    return held_by(current_app).metrics


def records() -> "SharedRecords":
    """The current app's door to the records of the store."""
    return held_by(current_app).records


def outbox() -> "Outbox":
    """The current app's outbox."""
    return held_by(current_app).outbox


def preferences_by_bettor() -> "PreferencesNow":
    """What the current app knows of its bettors' preferences."""
    return held_by(current_app).preferences


def bankrolls() -> "BankrollsNow":
    """What the current app knows of its bettors' bankrolls."""
    return held_by(current_app).bankrolls


def alerts_told() -> "AlertsTold":
    """What tells the current app's bettors."""
    return held_by(current_app).alerts_told


def readiness() -> "Readiness":
    """Whether the current app can do its work."""
    return held_by(current_app).readiness


def offers_now() -> "OffersNow":
    """The current app's view of what books offer."""
    return held_by(current_app).offers_now


def prices_shown() -> "PricesShown":
    """What makes quotes of the prices that the current app is shown."""
    return held_by(current_app).prices_shown


def working() -> "Working":
    """The long work of the current app's home."""
    return held_by(current_app).working


def rollouts_driven() -> "RolloutsDriven":
    """What drives rollouts of the current app's home."""
    return held_by(current_app).rollouts_driven


def compared_versions() -> "ComparedVersions":
    """The comparisons that the current app made."""
    return held_by(current_app).compared_versions


def scores_of_then() -> "ScoresOfThen":
    """The current app's scores of stored bets as of their placement."""
    return held_by(current_app).scores_of_then
