"""Whether there is anything new to learn."""

from pikkit.home import Home
from pikkit.settings import Settings
from pikkit.workflows.home_record import TrainingRecord, home_record, training_key


def reusable(settings: Settings) -> TrainingRecord | None:
    """The record of the last training, if it saw the same bets, settings and code, and its champion still serves."""
    record = home_record(settings)
    if record is None or not Home(settings).has_store() or training_key(settings, _fingerprint(settings)) != record.key:
        return None
    return record if champion_serves(settings) else None


def _fingerprint(settings: Settings) -> str:
    with Home(settings).store() as store:
        return store.fingerprint()


def champion_serves(settings: Settings) -> bool:
    """Whether there is a champion, and features for it."""
    from pikkit.base.errors import NotReadyError
    from pikkit.registry import champion

    if not (settings.features_home / "feature_store.yaml").is_file():
        return False
    try:
        return champion(settings.model_name, settings.resolved_tracking_uri, settings.model_cache) is not None
    except NotReadyError:  # its files are gone
        return False
