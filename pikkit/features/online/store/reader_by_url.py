"""From where an online store is to a reader of it."""

from pathlib import Path

from pikkit.features.feast.feast_config import ONLINE_FILE
from pikkit.features.online.store.connection import Address
from pikkit.features.online.store.online_sqlite import SqliteReader
from pikkit.features.online.store.online_tables import OnlineReader
from pikkit.features.online.store.postgres import PostgresReader
from pikkit.settings.feature_urls import FeatureUrls


def open_reader(features_home: Path, urls: FeatureUrls) -> OnlineReader:
    """A reader of a features folder's online store; it connects at the first read.

    Raises:
        InputError: The URL is none.
    """
    if urls.online:
        return PostgresReader(Address.parse(urls.online))
    return SqliteReader(features_home / ONLINE_FILE)
