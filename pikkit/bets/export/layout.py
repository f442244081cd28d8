"""Which lines of a window are rows as they stand, told from the bytes alone.

Line breaks, quotes and commas are found for the whole window at once (RFC 4180 says what they mean). A line whose
quotes do not open at the start of a field and close at its end, or are not in pairs, is *irregular*: it may be the
first of a record of several lines, or broken, and is read by itself.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pikkit.bets.export.windows import LineWindow, Positions

_LF, _CR, _QUOTE, _COMMA = 10, 13, 34, 44
_BEFORE_OPENING = np.array([_COMMA, _LF, _QUOTE], dtype=np.uint8)
_BEHIND_CLOSING = np.array([_COMMA, _LF, _CR, _QUOTE], dtype=np.uint8)

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Layout:
    """What each line of a window is."""

    fields: Positions
    """How many fields it has, for a regular line."""
    blank: Mask
    irregular: Mask
    open: Mask
    """Whether its quotes are odd in number, so that a record may go on behind its end."""


def layout_of(window: LineWindow) -> Layout:
    """Classify the lines of a window."""
    data = np.frombuffer(window.data, np.uint8)
    lines = len(window.starts)
    commas, quotes, returns = (np.flatnonzero(data == byte) for byte in (_COMMA, _QUOTE, _CR))
    irregular = np.zeros(lines, bool)
    irregular[_line_of(window, returns[_next(data, returns) != _LF])] = True
    is_open = np.zeros(lines, bool)
    if len(quotes):
        line_of_quote = _line_of(window, quotes)
        first = np.searchsorted(quotes, window.starts)
        irregular[line_of_quote[~_well_placed(data, quotes, line_of_quote, first)]] = True
        is_open = np.bincount(line_of_quote, minlength=lines) % 2 == 1
        quoted = (np.searchsorted(quotes, commas) - first[_line_of(window, commas)]) % 2 == 1
        commas = commas[~quoted]
    per_line = np.diff(np.searchsorted(commas, np.append(window.starts, len(data))))
    return Layout(per_line + 1, _blank(data, window), irregular | is_open, is_open)


def _well_placed(data: npt.NDArray[np.uint8], quotes: Positions, line_of_quote: Positions, first: Positions) -> Mask:
    """Whether each quote opens a field, closes one, or is half of a doubled quote inside one."""
    opening = (np.arange(len(quotes)) - first[line_of_quote]) % 2 == 0
    before = np.where(quotes > 0, data[quotes - 1], _LF)
    opens, closes = np.isin(before, _BEFORE_OPENING), np.isin(_next(data, quotes), _BEHIND_CLOSING)
    return np.asarray(np.where(opening, opens, closes), dtype=bool)


def _next(data: npt.NDArray[np.uint8], positions: Positions) -> npt.NDArray[np.uint8]:
    """The byte behind each position; behind the last byte, a line end."""
    inside = np.minimum(positions + 1, len(data) - 1)
    return np.where(positions + 1 < len(data), data[inside], np.uint8(_LF))


def _line_of(window: LineWindow, positions: Positions) -> Positions:
    return np.searchsorted(window.starts, positions, side="right") - 1


def _blank(data: npt.NDArray[np.uint8], window: LineWindow) -> Mask:
    length = window.ends - window.starts
    only_return = (length == 1) & (data[np.minimum(window.starts, len(data) - 1)] == _CR)
    return np.asarray((length == 0) | only_return, dtype=bool)
