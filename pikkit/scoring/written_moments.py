"""Moments as they are usually written, read by arithmetic, all at once.

NumPy's own reading of texts is not used: of one that is no date it ends the process (NumPy 2.4, bytes to ``M8``).
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

_FORMS = {len(form): np.array([form]).view(np.uint32) for form in ("####-##-##T##:##:##Z", "####-##-##T##:##:##+00:00")}
"""By how many letters that takes; "#" is any digit."""
_DIGIT = ord("#")
_FIRST = {size: np.where(form == _DIGIT, ord("0"), form).astype(np.uint32) for size, form in _FORMS.items()}
_SPAN = {size: np.where(form == _DIGIT, 9, 0) for size, form in _FORMS.items()}
"""The least letter at each place, and how much one may be above it."""
_SECONDS = len("2024-06-01T12:00:00")

Microseconds = npt.NDArray[np.int64]


def written_moments(texts: Sequence[object]) -> Microseconds | None:
    """Texts like 2024-06-01T12:00:00Z in µs since 1970; None if one of them is something else, or no moment."""
    if set(map(type, texts)) != {str}:
        return None
    sizes: set[int] = set(map(len, texts))  # type: ignore[arg-type]  # all are texts
    if len(sizes) > 1 or not sizes <= _FORMS.keys():
        return None
    size = sizes.pop()
    letters = np.array(texts, dtype=f"U{size}").view(np.uint32).reshape(-1, size)
    above = letters - _FIRST[size]  # unsigned: what is below the least letter is large
    if not (above <= _SPAN[size]).all():
        return None
    return _moments(above[:, :_SECONDS].T.astype(np.int64))


def _moments(digits: Microseconds) -> Microseconds | None:
    year, month, day, hour, minute, second = (
        _number(digits[start:end]) for start, end in ((0, 4), (5, 7), (8, 10), (11, 13), (14, 16), (17, 19))
    )
    months = 12 * (year - 1970) + month - 1
    first, following = _days_before(months), _days_before(months + 1)
    sound = (month >= 1) & (month <= 12) & (day >= 1) & (day <= following - first)
    if not (sound & (hour < 24) & (minute < 60) & (second < 60)).all():
        return None
    return 1_000_000 * (86_400 * (first + day - 1) + 3600 * hour + 60 * minute + second)


def _number(digits: Microseconds) -> Microseconds:
    number: Microseconds = digits[0]
    for digit in digits[1:]:
        number = 10 * number + digit
    return number


def _days_before(months: Microseconds) -> Microseconds:
    """Days from 1970 to the first of a month, which is counted from January 1970."""
    return months.astype("M8[M]").astype("M8[D]").astype(np.int64)
