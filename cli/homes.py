"""Which home a command works in: your bets', or the sample's. The two never mix.

Your bets, their features and models are in the home folder (``.pikkit``); the sample has a home of its own inside it
(``.pikkit/sample``). A command that names no bets works on yours as soon as there are any, and on the sample until
then.
"""

from typing import TYPE_CHECKING

from pikkit.base.errors import InputError
from pikkit.settings import Settings, get_settings

if TYPE_CHECKING:
    from pikkit.store import StoreCounts

SAMPLE = "sample"


def own_settings() -> Settings:
    """The settings for the user's own bets.

    Raises:
        InputError: config.yaml, .env or a PIKKIT_ variable holds something that is no setting.
    """
    from pydantic import ValidationError
    from pydantic_settings import SettingsError
    from yaml import YAMLError

    from pikkit.base.validation import problems_of

    try:
        return get_settings()
    except ValidationError as error:
        said = "; ".join(str(problem) for problem in problems_of(error))
        raise InputError(f"The configuration (config.yaml, .env, PIKKIT_ variables) cannot be used: {said}.") from error
    except (SettingsError, YAMLError) as error:
        raise InputError(
            f"The configuration (config.yaml, .env, PIKKIT_ variables) cannot be read: {error}."
        ) from error


def sample_settings() -> Settings:
    """The settings for the bundled sample: its own home, with a store and a registry of its own."""
    settings = own_settings()
    home = settings.resolved_home / SAMPLE
    return settings.model_copy(update={"home": home, "store_url": "", "mlflow_tracking_uri": ""})


def active_settings() -> Settings:
    """The settings for your own bets if there are any, else for the sample if there is one, else for your own."""
    settings = own_settings()
    sample = sample_settings()
    return sample if not has_bets(settings) and has_bets(sample) else settings


def is_sample(settings: Settings) -> bool:
    """Whether these settings are the sample's."""
    return settings.resolved_home == sample_settings().resolved_home


def has_bets(settings: Settings) -> bool:
    """Whether the store holds a bet."""
    return store_exists(settings) and stored(settings).bets > 0


def stored(settings: Settings) -> "StoreCounts":
    """How much the store holds; a store that is not there yet is not made."""
    from pikkit.store import StoreCounts, open_store

    if not store_exists(settings):
        return StoreCounts(bets=0, settled=0, bettors=0, rejects=0)
    store = open_store(settings.resolved_store_url)
    try:
        return store.counts()
    finally:
        store.close()


def store_exists(settings: Settings) -> bool:
    """Whether there is something at the store's address; only an embedded store can be missing."""
    return bool(settings.store_url) or (settings.resolved_home / "pikkit.db").is_file()
