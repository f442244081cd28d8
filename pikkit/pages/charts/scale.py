"""Where numbers lie on an axis."""

import math
from collections.abc import Callable, Iterable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from itertools import pairwise

from pikkit.base.percent_text import MINUS


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis from ``low`` to ``high`` (above it) with marks, each a value and what it is called."""

    low: float
    high: float
    marks: tuple[tuple[float, str], ...] = ()

    def share(self, value: float) -> float:
        """How far along the axis a value lies, in [0, 1]; values beyond an end are at it."""
        return min(max((value - self.low) / (self.high - self.low), 0.0), 1.0)


def as_written(mark: str) -> str:
    """A mark as English writes it."""
    return mark


MARK_WRITING: ContextVar[Callable[[str], str]] = ContextVar("mark_writing", default=as_written)
"""Turns a mark as English writes it into how whoever looks at the chart reads numbers."""


def scale_over(values: Iterable[float], always: Sequence[float] = (), form: str = "{:,.6g}", marks: int = 4) -> Scale:
    """A scale over the finite ones of these values, from one round number to another.

    Args:
        values: What is drawn.
        always: Values that are on the axis in any case.
        form: How a mark is written.
        marks: About how many steps there are between marks.
    """
    finite = [value for value in (*values, *always) if math.isfinite(value)]
    low, high = min(finite, default=0.0), max(finite, default=1.0)
    if not high > low:
        low, high = low - (abs(low) or 1) / 2, high + (abs(high) or 1) / 2
    step = _round_step((high - low) / marks)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    named = tuple((n * step, MARK_WRITING.get()(_set(form.format(n * step + 0.0)))) for n in range(first, last + 1))
    return Scale(first * step, last * step, named)


def named_marks(scale: Scale, room: float, letter: float) -> tuple[tuple[float, str], ...]:
    """The marks whose names do not run into each other on an axis of ``room``, a letter being ``letter`` wide.

    Every second, third, … one is taken, with 0 among them where it is a mark; at least one stays.
    """
    zero = next((k for k, (value, _) in enumerate(scale.marks) if abs(value) < 1e-12), 0)
    for every in range(1, len(scale.marks)):
        kept = scale.marks[zero % every :: every]
        places = [(scale.share(value) * room, letter * (1 + len(name)) / 2) for value, name in kept]
        if all(after - before >= left + right for (before, left), (after, right) in pairwise(places)):
            return kept
    return scale.marks[zero : zero + 1]


def _set(mark: str) -> str:
    """A mark that Python wrote as texts write figures: −5 % and 0 %, not -5% and +0%."""
    text = mark.replace("-", MINUS).replace("%", " %")
    return text if any(digit in text for digit in "123456789") else text.lstrip(f"+{MINUS}")


def _round_step(value: float) -> float:
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in (1, 2, 2.5, 5, 10) if step * power >= value * (1 - 1e-9))
