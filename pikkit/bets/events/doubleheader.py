"""Which game of a doubleheader a bet is on, where two teams met twice in a day."""

import numpy as np
import numpy.typing as npt

from pikkit.bets.events.mentions import Bools, Ints, Mentions

LEAST_APART = 2 * 3_600
"""Seconds that at least lie between the ends of a day's two games."""


def second_games(mentions: Mentions, group: Ints) -> Bools:
    """Which mentions are on the second game of their day, shape as ``mentions``.

    A day has two games only where that is certain: a text says so, or a bet on a whole game was placed after another on
    a whole game had been settled, and was settled at least two hours after it. Until one is, both count as one event.

    Args:
        mentions: Mentions of games.
        group: The pairing and day of each mention that counts, −1 for the others.
    """
    second = np.zeros(len(group), dtype=bool)
    order = np.lexsort((mentions.settled, group))
    order = order[group[order] >= 0]
    starts = np.flatnonzero(np.diff(group[order], prepend=-1))
    for rows in _suspects(mentions, order, starts):
        if (end := _end_of_first(mentions, rows)) is not None:
            late = (mentions.settled[rows] > end) | (mentions.placed[rows] >= end)
            second[rows] = np.where(mentions.game[rows] > 0, mentions.game[rows] == 2, late)
    return second


def _suspects(mentions: Mentions, order: Ints, starts: Ints) -> list[Ints]:
    """The rows of the days that may have two games, in the order in which they were settled."""
    if not len(starts):
        return []
    settled, placed, game = mentions.settled[order], mentions.placed[order], mentions.game[order]
    first, last = np.minimum.reduceat(settled, starts), np.maximum.reduceat(settled, starts)
    apart = (last - first >= LEAST_APART) & (np.maximum.reduceat(placed, starts) >= first)
    numbered = np.maximum.reduceat(game, starts) > 0
    parts: list[npt.NDArray[np.int64]] = np.split(order, starts[1:])
    return [rows for rows, suspect in zip(parts, apart | numbered, strict=True) if suspect]


def _end_of_first(mentions: Mentions, rows: Ints) -> int | None:
    """When the first game had been settled, None if there was only one."""
    settled, placed, game = mentions.settled[rows], mentions.placed[rows], mentions.game[rows]
    if (game == 1).any() and (game == 2).any():
        return int(settled[game == 1].max())
    whole = rows[mentions.whole[rows]]
    settled, placed = mentions.settled[whole], mentions.placed[whole]
    gaps = np.diff(settled)
    latest = np.maximum.accumulate(placed[::-1])[::-1][1:]
    proven = (gaps >= LEAST_APART) & (latest >= settled[:-1])
    if not proven.any():
        return None
    return int(settled[np.argmax(np.where(proven, gaps, 0))])
