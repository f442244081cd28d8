"""Two versions on the same bets, computed once for each pair and state of the store."""

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

from pikkit.extension_api.registry_turn import registry_turn
from pikkit.home import Home
from pikkit.settings import Settings

if TYPE_CHECKING:
    from pikkit.report.compared_models import ComparedModels

_KEPT = 8


class ComparedVersions:
    """Compares; one comparison at a time, since each reads every bet. Threads may share it.

    Args:
        settings: The home's.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._computing = threading.Lock()
        self._known: OrderedDict[tuple[str, str, int], ComparedModels] = OrderedDict()

    def compare(self, before: str, after: str) -> "ComparedModels":
        """Compare two versions' numbers on the stored bets.

        Raises:
            NotReadyError: There is no such version.
        """
        from pikkit.report.compared_models import compared_models  # noqa: PLC0415 (loads xgboost)

        home = Home(self._settings)
        with self._computing, home.store() as store:
            key = (before, after, store.watermark())
            if key not in self._known:
                with registry_turn(self._settings):
                    models = [home.model(f"models:/{self._settings.model_name}/{one}") for one in (before, after)]
                bets = store.read()
                self._known[key] = compared_models(models[0], models[1], bets, bets, self._settings.seed)
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
            return self._known[key]
