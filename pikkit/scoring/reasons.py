"""Why a score differs from its price, in words a bettor understands."""

from collections.abc import Sequence

import numpy as np

from pikkit.features.definitions.feature_matrix import FEATURES
from pikkit.features.definitions.hierarchy import LEVELS
from pikkit.features.definitions.quote_features import QUOTE_FEATURES
from pikkit.training.dataset import Floats

SHOWN = 3
WORTH_SAYING = 0.05
"""Percentage points of probability below which a reason is noise."""
NONE = "Its history adds nothing to what the price already says."
QUOTED = "what other books offer"
KIND = "this kind of bet, at this price and time,"

_ENTITY = {feature.name: feature.entity for feature in (*FEATURES, *QUOTE_FEATURES)}
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
    parts = 100 * (contributions @ member) * (p_win * (1 - p_win))[:, None]
    typical = 100 * (p_win - p_market) - parts.sum(axis=1)
    points = np.column_stack([typical, parts])
    largest = np.argsort(-np.abs(points), axis=1, kind="stable")[:, :SHOWN]
    shown = np.take_along_axis(points, largest, axis=1)
    subjects = [_subject(names, entity) for entity in entities]
    told = zip(shown.tolist(), largest.tolist(), features, strict=True)
    return [_sentences(row, which, values, subjects) for row, which, values in told]


def _subject(names: Sequence[str], entity: str) -> tuple[str, int | None]:
    """What a reason is about, and the column of the softness that is told with it."""
    if entity == "quotes":
        return QUOTED, None
    softness = f"softness_{entity}"
    return (_MEANING[entity], names.index(softness)) if softness in names else (KIND, None)


def _sentences(
    points: list[float], which: list[int], values: Floats, subjects: list[tuple[str, int | None]]
) -> list[str]:
    said = [_sentence(part, place, values, subjects) for part, place in zip(points, which, strict=True) if _worth(part)]
    return said or [NONE]


def _worth(part: float) -> bool:
    return abs(part) >= WORTH_SAYING


def _sentence(part: float, place: int, values: Floats, subjects: list[tuple[str, int | None]]) -> str:
    if place == 0:
        return f"A typical bet of this history {_moves(part, ('gains', 'loses'))} on its price."
    meaning, column = subjects[place - 1]
    subject = meaning if column is None else f"{meaning} (CLV {values[column]:+.1%} on average)"
    return f"Against a typical bet, {subject} {_moves(part, ('adds', 'costs'))}."


def _moves(points: float, verbs: tuple[str, str]) -> str:
    return f"{verbs[int(points < 0)]} {abs(points):.1f} points of chance"
