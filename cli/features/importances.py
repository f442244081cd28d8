"""How much each feature counts in the model that serves."""

from typing import TYPE_CHECKING

from pikkit.settings import Settings

if TYPE_CHECKING:
    from pikkit.training.importance import Importance


def champion_importances(settings: Settings) -> "dict[str, Importance]":
    """By feature name; empty before there is a champion."""
    from pikkit.registry import champion

    model = champion(settings.model_name, settings.resolved_tracking_uri, settings.model_cache)
    if model is None:
        return {}
    from pikkit.training.bundle import Bundle
    from pikkit.training.importance import importances

    return {importance.name: importance for importance in importances(Bundle.load(model.folder), model.folder)}
