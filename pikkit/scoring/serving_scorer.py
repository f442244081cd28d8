"""The scorer that serves: the champion, unless another model is asked for, with the online features."""

import hashlib
import math
from dataclasses import dataclass
from datetime import timedelta

from pikkit.base.errors import InputError
from pikkit.features.definitions.feature_matrix import feature_named
from pikkit.features.online.reader import FeastOnlineFeatures
from pikkit.features.views.view import FEATURE_SERVICE
from pikkit.quotes.store.newest_prices import newest_quotes
from pikkit.registry import resolve
from pikkit.scoring.pricing import Stakes
from pikkit.scoring.request import ScoreRequest
from pikkit.scoring.scorer import Scorer
from pikkit.settings import Settings
from pikkit.stakes.staking_report import adopted_stakes
from pikkit.training.bundle import Bundle
from pikkit.training.proof import prove

_PROBES = (
    {"sportsbook": "Caesars", "odds": 1.91, "league": "NBA", "selection": "Over 215.5 Total Bulls @ Celtics"},
    {"sportsbook": "Caesars", "odds": 6.0, "bet_type": "parlay"},
)
"""The first has a text: the tables it is read with are made before anybody waits for his score."""


@dataclass(frozen=True)
class ServedModel:
    """What a server tells of the model it serves.

    Attributes:
        version: NAME/VERSION.
        features: The names it reads, in order.
        feature_service: The Feast service that serves them.
        trained_from: When the first bet it learned from was placed, ISO 8601.
        trained_until: When the last had settled.
    """

    version: str
    features: tuple[str, ...] = ()
    feature_service: str = FEATURE_SERVICE
    trained_from: str = ""
    trained_until: str = ""

    @property
    def features_digest(self) -> str:
        """Twelve hexadecimal digits that two models share if they read the same features."""
        return hashlib.sha256("\n".join(self.features).encode()).hexdigest()[:12]

    def typed_features(self) -> list[tuple[str, str]]:
        """Each feature's name, and the type of its values."""
        return [(name, feature_named(name).type.value) for name in self.features]

    def labels(self) -> tuple[str, str, str, str]:
        """As a metric's labels."""
        return self.version, self.features_digest, self.trained_from, self.trained_until


def facts_of(scorer: Scorer) -> ServedModel:
    """What is to be told of a scorer's model."""
    window = scorer.bundle.window
    return ServedModel(
        scorer.model_version,
        scorer.bundle.feature_names,
        trained_from=window.start.isoformat(),
        trained_until=window.end.isoformat(),
    )


def load_scorer(settings: Settings, model_uri: str | None = None, *, proven: bool = False) -> Scorer:
    """Load a registered model and open the online features.

    Args:
        settings: Where they are.
        model_uri: A model's URI or a bundle's folder; default: the champion.
        proven: Whether a process of its own reads and tries it first, as a server wants that must go on;
            what is quick only later is then prepared, too.

    Raises:
        NotReadyError: There is no such model yet, or no features were materialised.
        InputError: It is no model of ours, not of this version, or gives no sensible score.
    """
    uri = model_uri or f"models:/{settings.model_name}@champion"
    model = resolve(uri, settings.resolved_tracking_uri, settings.model_cache)
    if proven:
        prove(model.folder)
    online = FeastOnlineFeatures(settings.features_home, settings.feature_urls)
    version = f"{model.name}/{model.version}"
    learned = adopted_stakes(settings.resolved_home, version)
    stakes = Stakes(settings.kelly_fraction, settings.kelly_cap, learned)
    stale_after = timedelta(days=settings.features_stale_days)
    fresh = timedelta(hours=settings.quotes_stale_hours)
    newest = newest_quotes(settings) if settings.quotes_in_scores else None
    bundle = Bundle.load(model.folder)
    if proven:
        bundle.prepare()
    scorer = Scorer(bundle, online, version, stakes, stale_after, fresh, newest)
    _check(scorer)
    return scorer


def _check(scorer: Scorer) -> None:
    """Score a few bets: a bundle may be well-formed and still answer nothing of use."""
    for score in scorer.score([ScoreRequest.model_validate(probe) for probe in _PROBES]):
        if not all(math.isfinite(value) and 0 < value < 1 for value in (score.p_win, *score.interval)):
            raise InputError(f"The model {scorer.model_version} gives no probabilities: it said {score.p_win}.")
