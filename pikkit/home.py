"""A home, and the only place that opens what lies in it: store, records, models, online features, lineage.

Your bets, their features and models are in the home folder (``.pikkit``); the sample has a home of its own inside it
(``.pikkit/sample``). The two never mix: the sample's settings are made from defaults, so that no address, path or
secret of yours is among them.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pikkit.base.errors import InputError
from pikkit.home_work import HomeWork
from pikkit.settings import SampleSettings, Settings, get_settings, settings_with
from pikkit.settings.batch_engine import BatchEngine

if TYPE_CHECKING:
    from datetime import datetime

    from pyspark.sql import SparkSession

    from pikkit.lineage.graph import Graph
    from pikkit.quality.suite_counts import Counting
    from pikkit.quotes.store import QuoteStore
    from pikkit.registry import ResolvedModel
    from pikkit.scoring.scorer import Scorer
    from pikkit.store import BetStore, StoreCounts
    from pikkit.store.records import Records

SAMPLE = "sample"
"""The folder of the sample's home, in yours."""
_CONFIGURATION = "The configuration (config.yaml, .env, PIKKIT_ variables)"


class Home(HomeWork):
    """What the settings lead to, and what it is asked to do (``HomeWork``).

    Nothing is opened before it is asked for, and what a block opened, it closes.

    Args:
        at: Settings, or a home folder, for which the process's settings (config.yaml, .env, PIKKIT_ variables) hold
            otherwise; default: the process's settings, folder and all.

    Raises:
        InputError: The process's settings hold something that is none.
    """

    def __init__(self, at: "Settings | str | PathLike[str] | None" = None) -> None:
        self.settings = at if isinstance(at, Settings) else _configured({} if at is None else {"home": at})

    @classmethod
    def of(cls, differences: str = "") -> "Home":
        """The process's home, with the settings of a JSON object in place of its own; how a step's port says where.

        Raises:
            InputError: It is no JSON object, or holds what is no setting.
        """
        return cls(_configured(_parsed(differences)))

    @property
    def is_sample(self) -> bool:
        """Whether it is the bundled sample's."""
        return self.settings.sample

    @property
    def champion_uri(self) -> str:
        """The address of the model that serves."""
        return f"models:/{self.settings.model_name}@champion"

    def has_store(self) -> bool:
        """Whether there is something at the store's address; only an embedded store can be missing."""
        elsewhere = self.settings.store_url or self.settings.supabase_url
        return bool(elsewhere) or (self.settings.resolved_home / "pikkit.db").is_file()

    @contextmanager
    def store(self) -> Iterator["BetStore"]:
        """The bets, until the block ends; an embedded store is made if it is not there.

        Raises:
            InputError: The store's address cannot be read, or it cannot be used.
            NotReadyError: Another process keeps it locked.
        """
        opened = self.open_store()
        try:
            yield opened
        finally:
            opened.close()

    def open_store(self) -> "BetStore":
        """The bets, for who closes them; see ``store``."""
        from pikkit.store import open_store

        self._close()
        return open_store(self.settings.resolved_store_url, self.settings)

    @contextmanager
    def records(self, patience: float = 15.0) -> Iterator["Records"]:
        """The store's records (captures and the like), until the block ends; see ``store.open_records``."""
        from pikkit.store.opening import open_records

        self._close()
        with open_records(self.settings, patience) as opened:
            yield opened

    @contextmanager
    def quotes(self) -> Iterator["QuoteStore"]:
        """What books offer, until the block ends; kept where the bets are."""
        from pikkit.quotes.store import open_quote_store

        self._close()
        opened = open_quote_store(self.settings)
        try:
            yield opened
        finally:
            opened.close()

    @contextmanager
    def spark(self) -> Iterator["SparkSession"]:
        """Spark's session, until the block ends; see ``spark.spark_session``."""
        from pikkit.spark.spark_session import spark_session

        with spark_session(self.settings.spark_place) as session:
            yield session

    @contextmanager
    def quality_counting(self) -> Iterator["Counting"]:
        """What counts rows for the quality gate, until the block ends: this process, or Spark if it is the engine."""
        from pikkit.quality.suite_counts import counted_here

        if self.settings.engine is not BatchEngine.SPARK:
            yield counted_here
            return
        from pikkit.quality.spark_counting import SparkCounting

        with self.spark() as session:
            yield SparkCounting(session)

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """A folder that is gone after the block; if Spark is the engine, in the home, where its workers see it too."""
        from tempfile import TemporaryDirectory

        from pikkit.base.private import private_folder

        home = self.settings.resolved_home if self.settings.engine is BatchEngine.SPARK else None
        if home:
            private_folder(home)
        with TemporaryDirectory(prefix=".scratch-" if home else None, dir=home) as folder:
            yield Path(folder)

    def write_snapshot(self, store: "BetStore", path: Path, placed_before: "datetime | None" = None) -> int:
        """Write the bets of its store to a Parquet file, by the engine of the settings; see ``store.write_snapshot``.

        Bets behind a project's REST interface are read by this process whatever the engine is.
        """
        from pikkit.store import write_snapshot
        from pikkit.store.sql import SqlStore

        if self.settings.engine is not BatchEngine.SPARK or not isinstance(store, SqlStore):
            return write_snapshot(store, path, placed_before)
        from pikkit.store.spark_snapshot import spark_snapshot

        with self.spark() as session:
            return spark_snapshot(self.settings, placed_before).write(path, session)

    def _close(self) -> None:
        """Let nobody else look into it, wherever the bets are: reports and runs hold some too."""
        from pikkit.base.private import private_folder

        with suppress(OSError):  # a pod's disk that can only be read: who must write there will say so
            private_folder(self.settings.resolved_home)

    def counts(self) -> "StoreCounts":
        """How much the store holds; a store that is not there yet is not made."""
        from pikkit.store import StoreCounts

        if not self.has_store():
            return StoreCounts(bets=0, settled=0, bettors=0, rejects=0)
        with self.store() as store:
            return store.counts()

    def has_bets(self) -> bool:
        """Whether the store, wherever it is, holds a bet."""
        return self.counts().bets > 0

    def model(self, uri: str = "") -> "ResolvedModel":
        """The bundle behind a model's URI; the champion's by default.

        Raises:
            InputError: The URI has no form of ours.
            NotReadyError: There is no such model, or its files are gone.
        """
        from pikkit.registry import resolve

        return resolve(uri or self.champion_uri, self.settings.resolved_tracking_uri, self.settings.model_cache)

    def champion(self) -> "ResolvedModel | None":
        """The model that serves; None before the first promotion."""
        from pikkit.registry import champion

        return champion(self.settings.model_name, self.settings.resolved_tracking_uri, self.settings.model_cache)

    def scorer(self, uri: str = "") -> "Scorer":
        """A model with the online features it reads; see ``scoring.loading.load_scorer``."""
        from pikkit.scoring.serving_scorer import load_scorer

        return load_scorer(self.settings, uri or None)

    def lineage(self) -> "Graph":
        """All that was recorded in it."""
        from pikkit.lineage.home_lineage import load_graph

        return load_graph(self.settings)


def own_home() -> Home:
    """The home of the user's own bets.

    Raises:
        InputError: config.yaml, .env or a PIKKIT_ variable holds something that is no setting.
    """
    return Home.of()


def sample_home(own: Settings) -> Home:
    """The bundled sample's home, inside the user's: made from defaults, with the user's limits and effort alone."""
    kept = {name: getattr(own, name) for name in SampleSettings.KEPT}
    return Home(SampleSettings(home=own.resolved_home / SAMPLE, sample=True, **kept))


def active_home() -> Home:
    """The home of your own bets if there are any, else the sample's if it holds some, else your own."""
    own = own_home()
    sample = sample_home(own.settings)
    return sample if not own.has_bets() and sample.has_bets() else own


def _configured(given: dict[str, Any]) -> Settings:
    from pydantic import ValidationError
    from pydantic_settings import SettingsError
    from yaml import YAMLError

    from pikkit.base.validation import problems_of

    try:
        return settings_with(given) if given else get_settings()
    except ValidationError as error:
        problems = "; ".join(str(problem).removesuffix(".") for problem in problems_of(error, accepted=Settings))
        raise InputError(f"{_CONFIGURATION} cannot be used: {problems}.") from error
    except (SettingsError, YAMLError) as error:
        raise InputError(f"{_CONFIGURATION} cannot be read: {error}.") from error


def _parsed(differences: str) -> dict[str, Any]:
    if not differences.strip():
        return {}
    try:
        given = json.loads(differences)
    except ValueError as error:
        raise InputError(f"The step's settings are no JSON object: {error}.") from error
    if not isinstance(given, dict):
        raise InputError('The step\'s settings are no JSON object; accepted: {"home": "/data", "seed": 7}.')
    unknown = sorted(set(given) - set(Settings.model_fields))
    if unknown:
        raise InputError(f"The step's settings name what is no setting: {', '.join(unknown)}.")
    return given
