"""Where numbers lie on an axis."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis from ``low`` to ``high`` (above it) with marks, each a value and what it is called."""

    low: float
    high: float
    marks: tuple[tuple[float, str], ...] = ()

    def share(self, value: float) -> float:
        """How far along the axis a value lies, in [0, 1]; values beyond an end are at it."""
        return min(max((value - self.low) / (self.high - self.low), 0.0), 1.0)


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
    named = tuple((n * step, form.format(n * step + 0.0)) for n in range(first, last + 1))
    return Scale(first * step, last * step, named)


def _round_step(value: float) -> float:
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in (1, 2, 2.5, 5, 10) if step * power >= value * (1 - 1e-9))
