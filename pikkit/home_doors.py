"""What a home opens, as the work it is asked to do sees it; ``Home`` says how."""

from abc import ABC, abstractmethod
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from pikkit.settings import Settings

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    import pyarrow as pa
    from pyspark.sql import SparkSession

    from pikkit.quotes.store import QuoteStore
    from pikkit.registry import ResolvedModel
    from pikkit.scoring.scorer import Scorer
    from pikkit.store import BetStore, StoreCounts


class HomeDoors(ABC):
    """The doors; ``Home`` documents each."""

    settings: Settings

    @property
    @abstractmethod
    def is_sample(self) -> bool:
        """See ``Home``."""

    @abstractmethod
    def has_store(self) -> bool:
        """See ``Home``."""

    @abstractmethod
    def store(self) -> "AbstractContextManager[BetStore]":
        """See ``Home``."""

    @abstractmethod
    def quotes(self) -> "AbstractContextManager[QuoteStore]":
        """See ``Home``."""

    @abstractmethod
    def spark(self) -> "AbstractContextManager[SparkSession]":
        """See ``Home``."""

    @abstractmethod
    def scratch(self) -> "AbstractContextManager[Path]":
        """See ``Home``."""

    @abstractmethod
    def write_snapshot(self, store: "BetStore", path: "Path", placed_before: "datetime | None" = None) -> int:
        """See ``Home``."""

    @abstractmethod
    def counts(self) -> "StoreCounts":
        """See ``Home``."""

    @abstractmethod
    def model(self, uri: str = "") -> "ResolvedModel":
        """See ``Home``."""

    @abstractmethod
    def scorer(self, uri: str = "") -> "Scorer":
        """See ``Home``."""

    def stored_bets(self) -> "pa.Table | None":
        """The stored bets; None if there is no store, which is not made for this."""
        if not self.has_store():
            return None
        with self.store() as store:
            return store.read()
