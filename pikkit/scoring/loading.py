"""The scorer that serves: the champion, unless another model is asked for, with the online features."""

from datetime import timedelta

from pikkit.features.online import FeastOnlineFeatures
from pikkit.scoring.pricing import Stakes
from pikkit.scoring.scorer import Scorer
from pikkit.settings import Settings
from pikkit.training.bundle import Bundle
from pikkit.training.registry import resolve


def load_scorer(settings: Settings, model_uri: str | None = None) -> Scorer:
    """Load a registered model and open the online features.

    Args:
        settings: Where they are.
        model_uri: A model's URI or a bundle's folder; default: the champion.

    Raises:
        NotReadyError: There is no such model yet, or no features were materialised.
        InputError: It is no model of ours, or not of this version.
    """
    uri = model_uri or f"models:/{settings.model_name}@champion"
    model = resolve(uri, settings.resolved_tracking_uri)
    online = FeastOnlineFeatures(settings.features_home, settings.feature_urls)
    stakes = Stakes(settings.kelly_fraction, settings.kelly_cap)
    stale_after = timedelta(days=settings.features_stale_days)
    return Scorer(Bundle.load(model.folder), online, f"{model.name}/{model.version}", stakes, stale_after)
