"""The moments from which a later build can go on: few in the far past, many in the near one."""

import numpy as np

from pikkit.features.build.arrays.smallest_integers import Ints

SMALLEST_SHARE = 1 / 50
"""The newest epoch has at most this share of all observations, so that going on from its start costs little."""

SMALLEST = 16
"""Observations that are not worth an epoch of their own."""

MOST = 48
"""More epochs than this are laid together by building anew."""


def boundaries(known_at: Ints, since: int | None = None, total: int | None = None) -> list[int]:
    """Where epochs begin, ascending; the first one's beginning, the beginning of time, is not said.

    Args:
        known_at: When each observation became known, ascending, from ``since`` on.
        since: Where the last epoch begins so far; None: there is none yet.
        total: How many observations there are in all; None: these.
    """
    total = len(known_at) if total is None else total
    least = max(SMALLEST, int(total * SMALLEST_SHARE))
    begin, moments = 0, []
    last = since
    while len(known_at) - begin > least:
        moment = int(known_at[begin + (len(known_at) - begin) // 2])
        place = int(np.searchsorted(known_at, moment))
        if place <= begin or (last is not None and moment <= last):
            break
        moments.append(moment)
        begin, last = place, moment
    return moments
