"""From where an online store is to a reader of it."""

from pathlib import Path

from pikkit.features.feast_config import ONLINE_FILE
from pikkit.features.served.connecting import Address
from pikkit.features.served.postgres import PostgresReader
from pikkit.features.served.sqlite import SqliteReader
from pikkit.features.served.tables import OnlineReader
from pikkit.features.urls import FeatureUrls


def open_reader(features_home: Path, urls: FeatureUrls) -> OnlineReader:
    """A reader of a features folder's online store; it connects at the first read.

    Raises:
        InputError: The URL is none.
    """
    if urls.online:
        return PostgresReader(Address.parse(urls.online))
    return SqliteReader(features_home / ONLINE_FILE)
