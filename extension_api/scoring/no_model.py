"""Whether there is no model at all, as against one that is away, and the sentence that says so."""

from pikkit.base.errors import PikkitError
from pikkit.extension_api.kept import Kept
from pikkit.extension_api.registered import registered_versions
from pikkit.registry.client import is_untouched
from pikkit.settings import Settings

_SECONDS = 5.0
_CHAMPION = "champion"


class NoModel:
    """Looks into the registry now and then, behind those who ask, as that takes seconds at first. Threads may share it.

    Args:
        settings: Where the registry is, and how many bets a training needs.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._kept = Kept(self._look, _SECONDS, at_first="")

    def why(self) -> str:
        """Why there is no model, in a sentence; empty if there is one, or nobody knows yet."""
        if is_untouched(self._settings.resolved_tracking_uri):
            return (
                f"no model has been trained here yet; it takes {self._settings.min_bets:,} straight bets that were "
                "won or lost."
            )
        return self._kept.get()

    def _look(self) -> str:
        try:
            versions = registered_versions(self._settings)
        except PikkitError:
            return ""
        if any(_CHAMPION in one.aliases for one in versions):
            return ""
        return (
            "no model has been promoted yet; the Models page says why." if versions else "no model is registered yet."
        )
