"""Why a score differs from its price, in words a bettor understands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from pikkit.base.percent_text import percent_text
from pikkit.features.definitions.feature import Columns
from pikkit.features.definitions.feature_matrix import FEATURES
from pikkit.features.definitions.hierarchy import LEVELS, summed
from pikkit.features.definitions.quote_features import QUOTE_FEATURES
from pikkit.features.views.view import ALL
from pikkit.training.dataset import Floats

SHOWN = 3
WORTH_SAYING = 0.05
"""Percentage points of probability below which a reason is noise."""
NONE = "Its history adds nothing to what the price already says."
QUOTED = "what other books offer"
KIND = "this kind of bet, at this price and time,"

_ENTITY = {feature.name: feature.entity for feature in (*FEATURES, *QUOTE_FEATURES)}
_MEANING = {level.name: level.view.meaning for level in LEVELS}

Known = Mapping[str, npt.NDArray[np.bool_]]
_ALL_KNOWN: Known = MappingProxyType({})


def with_closes(history: Columns) -> Known:
    """Which bets have closing prices in the history of their bettor, book, league, …, by the entity's name."""
    return {level.name: np.asarray(summed(level.view, "closes", ALL, history) > 0) for level in LEVELS}


def explain(
    contributions: Floats,
    features: Floats,
    names: Sequence[str],
    p_win: Floats,
    p_market: Floats,
    known: Known = _ALL_KNOWN,
) -> list[list[str]]:
    """The largest reasons of n scores, in words; with what is left to say of a typical bet they add up to the edge.

    Features of one entity (the bettor, the book, …) tell one story, so their parts are added up before they are ranked.

    Args:
        contributions: Each feature's part of the shift from the price, in log odds, shape (n, F).
        features: Their values, shape (n, F).
        names: Their names.
        p_win: The scores, shape (n,).
        p_market: What the price alone says, shape (n,).
        known: Which bets have closing prices in an entity's history, by its name; all of them where it is not there.
    """
    entities = list(dict.fromkeys(_ENTITY[name] for name in names))
    member = np.array([[_ENTITY[name] == entity for entity in entities] for name in names], dtype=np.float64)
    parts = 100 * (contributions @ member) * (p_win * (1 - p_win))[:, None]
    typical = 100 * (p_win - p_market) - parts.sum(axis=1)
    points = np.column_stack([typical, parts])
    largest = np.argsort(-np.abs(points), axis=1, kind="stable")[:, :SHOWN]
    shown = np.take_along_axis(points, largest, axis=1)
    subjects = [_subject(names, entity, known) for entity in entities]
    rows = enumerate(zip(shown.tolist(), largest.tolist(), features, strict=True))
    return [_sentences(row, parts, which, values, subjects) for row, (parts, which, values) in rows]


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a reason is about: its words, the column of its softness, and which bets have a history of it."""

    words: str
    softness: int | None = None
    known: npt.NDArray[np.bool_] | None = None

    def told(self, row: int, values: Floats) -> str:
        """The words for one bet: no closing line value of what has none, or was not given."""
        if self.softness is None:
            return self.words
        if self.known is not None and not self.known[row]:
            return f"that no closing price of {self.words} is known"
        return f"{self.words} (prices {percent_text(values[self.softness], signed=True)} from the close on average)"


def _subject(names: Sequence[str], entity: str, known: Known) -> _Subject:
    if entity == "quotes":
        return _Subject(QUOTED)
    softness = f"softness_{entity}"
    if softness not in names:
        return _Subject(KIND)
    return _Subject(_MEANING[entity], names.index(softness), known.get(entity))


def _sentences(row: int, points: list[float], which: list[int], values: Floats, subjects: list[_Subject]) -> list[str]:
    subject_words = ["", *(subject.told(row, values) for subject in subjects)]
    sentences = [
        _sentence(part, subject_words[place]) for part, place in zip(points, which, strict=True) if _worth(part)
    ]
    return sentences or [NONE]


def _worth(part: float) -> bool:
    return abs(part) >= WORTH_SAYING


def _sentence(part: float, subject: str) -> str:
    if not subject:
        return f"A typical bet of this history {_moves(part, ('gains', 'loses'))} on its price."
    return f"Against a typical bet, {subject} {_moves(part, ('adds', 'costs'))}."


def _moves(points: float, verbs: tuple[str, str]) -> str:
    return f"{verbs[int(points < 0)]} {abs(points):.1f} points of chance"
