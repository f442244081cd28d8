"""Why a score differs from its price, in words a bettor understands."""

from collections.abc import Sequence

import numpy as np

from pikkit.features.definitions import FEATURES
from pikkit.features.history_features import LEVELS
from pikkit.training.dataset import Floats

SHOWN = 3
WORTH_SAYING = 0.05
"""Percentage points of probability below which a reason is noise."""
NONE = "Its history adds nothing to what the price already says."

_ENTITY = {feature.name: feature.entity for feature in FEATURES}
_MEANING = {level.name: level.view.meaning for level in LEVELS}


def explain(contributions: Floats, features: Floats, names: Sequence[str], p_win: Floats) -> list[list[str]]:
    """The largest reasons of n scores, in words.

    Features of one entity (the bettor, the book, …) tell one story, so their parts are added up before they are ranked.

    Args:
        contributions: Each feature's part of the shift from the price, in log odds, shape (n, F).
        features: Their values, shape (n, F).
        names: Their names.
        p_win: The scores, shape (n,).
    """
    entities = list(dict.fromkeys(_ENTITY[name] for name in names))
    member = np.array([[_ENTITY[name] == entity for entity in entities] for name in names], dtype=np.float64)
    points = 100 * (contributions @ member) * (p_win * (1 - p_win))[:, None]
    position = {name: i for i, name in enumerate(names)}
    return [_sentences(row, values, entities, position) for row, values in zip(points, features, strict=True)]


def _sentences(points: Floats, values: Floats, entities: list[str], position: dict[str, int]) -> list[str]:
    largest = np.argsort(-np.abs(points), kind="stable")[:SHOWN]
    said = []
    for i in largest:
        if abs(points[i]) >= WORTH_SAYING:
            verb = "raises" if points[i] > 0 else "lowers"
            said.append(f"{_subject(entities[i], values, position)} {verb} the chance by {abs(points[i]):.1f} points.")
    return said or [NONE]


def _subject(entity: str, values: Floats, position: dict[str, int]) -> str:
    softness = position.get(f"softness_{entity}")
    if softness is None:
        return "The kind of bet, its price and its time"
    value = values[softness]
    told = f"prices taken {'beat' if value >= 0 else 'fall short of'} the close by {abs(value):.1%} on average"
    meaning = _MEANING[entity]
    return f"{meaning[0].upper()}{meaning[1:]} ({told})"
