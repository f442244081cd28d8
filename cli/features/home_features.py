"""The features of the stored bets, computed into the home."""

from dataclasses import dataclass
from pathlib import Path

from pikkit.base.errors import NotReadyError
from pikkit.settings import Settings


@dataclass(frozen=True)
class Built:
    """What a build left: rows and features in ``folder``.

    Attributes:
        rows, features: How many.
        folder: Where.
        quoted: Bets that other books quote.
        filled_closes: Bets that gained a close from quotes.
    """

    rows: int
    features: int
    folder: Path
    quoted: int
    filled_closes: int


def build_stored(settings: Settings) -> Built:
    """Build the views and training rows of a store's bets into the features home.

    Raises:
        NotReadyError: The store holds no bets.
    """
    from pikkit.features.build.build import build_features
    from pikkit.features.definitions.feature_matrix import FEATURES
    from pikkit.home import Home
    from pikkit.quotes.building import build_quotes
    from pikkit.quotes.kept.kept_quotes import kept_folder

    folder = settings.features_home
    home = Home(settings)
    with home.store() as store, home.scratch() as scratch:
        snapshot = scratch / "bets.parquet"
        if not home.write_snapshot(store, snapshot):
            raise NotReadyError("There are no stored bets to compute features of; import some first.")
        rows = build_features(snapshot, folder, previous=folder, using=settings.feature_build)
        with home.quotes() as quotes:
            quoted = build_quotes(snapshot, quotes, folder, kept_folder(settings))
    return Built(rows, len(FEATURES), folder, quoted.known, quoted.filled)
