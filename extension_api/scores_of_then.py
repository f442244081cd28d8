"""Scores of stored bets as of their placement, computed once for each bet and state of the store."""

import threading
from collections import OrderedDict
from contextlib import closing, nullcontext
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pyarrow as pa

from pikkit.extension_api.kept import Kept
from pikkit.extension_api.registry_turn import registry_turn
from pikkit.quotes.store import open_quote_store
from pikkit.quotes.store.opening import quotes_may_be_stored
from pikkit.settings import Settings
from pikkit.store import BetStore
from pikkit.workflows.score_of_then import EarlierModel, kept_models, score_of_then

if TYPE_CHECKING:
    from pikkit.scoring.score import Score

_KEPT = 100
_SECONDS = 30.0


class ScoresOfThen:
    """Scores one bet at a time, since each reads the history of all. Threads may share it.

    Args:
        settings: The home's.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._computing = threading.Lock()
        self._known: OrderedDict[tuple[object, ...], Score] = OrderedDict()
        self._models = Kept(self._look, _SECONDS)

    def models(self) -> tuple[EarlierModel, ...]:
        """The models that are kept here; none where nothing can read them.

        Raises:
            NotReadyError: The registry cannot be reached.
        """
        with registry_turn(self._settings):
            return self._models.get()

    def score(self, model: EarlierModel, bet: pa.Table, store: BetStore) -> "Score":
        """What a model says of a bet; see ``workflows.score_of_then``."""
        with self._computing:
            key = (model.folder, bet["bettor"][0].as_py(), bet["bet_id"][0].as_py(), store.watermark())
            if key not in self._known:
                quotes = open_quote_store(self._settings) if quotes_may_be_stored(self._settings) else None
                with closing(quotes) if quotes else nullcontext():
                    self._known[key] = score_of_then(self._settings, model, bet, store, quotes)
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
            return self._known[key]

    def _look(self) -> tuple[EarlierModel, ...]:
        readable = all(find_spec(name) for name in ("mlflow", "xgboost"))
        return kept_models(self._settings) if readable else ()
