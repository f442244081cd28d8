"""Why a score differs from its price, in words a bettor understands."""

from collections.abc import Sequence

import numpy as np

from pikkit.features.definitions import FEATURES
from pikkit.features.levels import LEVELS
from pikkit.training.dataset import Floats

SHOWN = 3
WORTH_SAYING = 0.05
"""Percentage points of probability below which a reason is noise."""
NONE = "Its history adds nothing to what the price already says."
KIND = "this kind of bet, at this price and time,"

_ENTITY = {feature.name: feature.entity for feature in FEATURES}
_MEANING = {level.name: level.view.meaning for level in LEVELS}


def explain(
    contributions: Floats, features: Floats, names: Sequence[str], p_win: Floats, p_market: Floats
) -> list[list[str]]:
    """The largest reasons of n scores, in words; with what is left to say of a typical bet they add up to the edge.

    Features of one entity (the bettor, the book, …) tell one story, so their parts are added up before they are ranked.

    Args:
        contributions: Each feature's part of the shift from the price, in log odds, shape (n, F).
        features: Their values, shape (n, F).
        names: Their names.
        p_win: The scores, shape (n,).
        p_market: What the price alone says, shape (n,).
    """
    entities = list(dict.fromkeys(_ENTITY[name] for name in names))
    member = np.array([[_ENTITY[name] == entity for entity in entities] for name in names], dtype=np.float64)
    points = 100 * (contributions @ member) * (p_win * (1 - p_win))[:, None]
    typical = 100 * (p_win - p_market) - points.sum(axis=1)
    softness = [_column(names, entity) for entity in entities]
    told = zip(points, features, typical, strict=True)
    return [_sentences(row, values, entities, softness, float(rest)) for row, values, rest in told]


def _column(names: Sequence[str], entity: str) -> int | None:
    softness = f"softness_{entity}"
    return names.index(softness) if softness in names else None


def _sentences(
    points: Floats, values: Floats, entities: list[str], softness: list[int | None], typical: float
) -> list[str]:
    said = [(typical, f"A typical bet of this history {_moves(typical, ('gains', 'loses'))} on its price.")]
    for i, entity in enumerate(entities):
        column = softness[i]
        subject = KIND if column is None else f"{_MEANING[entity]} (CLV {values[column]:+.1%} on average)"
        said.append((points[i], f"Against a typical bet, {subject} {_moves(points[i], ('adds', 'costs'))}."))
    largest = sorted((part for part in said if abs(part[0]) >= WORTH_SAYING), key=lambda part: -abs(part[0]))
    return [sentence for _, sentence in largest[:SHOWN]] or [NONE]


def _moves(points: float, verbs: tuple[str, str]) -> str:
    return f"{verbs[int(points < 0)]} {abs(points):.1f} points of chance"
