"""The features of the stored bets, computed into the home."""

import tempfile
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

    folder = settings.features_home
    with Home(settings).store() as store, tempfile.TemporaryDirectory() as scratch:
        snapshot = Path(scratch) / "bets.parquet"
        if not Home(settings).write_snapshot(store, snapshot):
            raise NotReadyError("There are no stored bets to compute features of; import some first.")
        rows = build_features(snapshot, folder, using=settings.feature_build)
        with Home(settings).quotes() as quotes:
            said = build_quotes(snapshot, quotes, folder)
    return Built(rows, len(FEATURES), folder, said.known, said.filled)
