"""How much a window of bets usually differs from the reference, so that only what is unusual is drift.

Bets are not drawn from one urn. Sports have seasons, and features that sum a history move with it, all bets of a month
together; a test that takes bets for independent calls every month drift. So the past is cut into windows, each is
compared with those before it, as the windows to come will be, and the limits are such that few of them would have
raised any alarm at all.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from pikkit.drift.column_sample import Sample, joined_samples
from pikkit.drift.compare import compare
from pikkit.drift.detector_values import Floats
from pikkit.drift.effect_bands import Limits
from pikkit.drift.known_bands import bands_of

QUIET = 0.9
"""Share of the past windows that would have raised no alarm, each judged by the limits of the others."""
FEWEST = 4
"""Past windows without which nothing is known to be usual."""
MOST = 24
ROWS = 2000
"""Bets drawn of a past window, at most."""
MOST_BEFORE = 5000
"""Bets drawn of what was before it, at most: as many as a bundle's sample has."""
ENOUGH = 60
"""Bets that make a past window."""


def usual_limits(windows: Sequence[Sample], seed: int = 0) -> Limits:
    """Limits of effects by feature and detector; empty if there are too few windows to say.

    The limit of an effect is the largest of the past, times one factor for all: the ``QUIET`` quantile, over windows,
    of how far its most extraordinary effect exceeds the largest of the other windows.
    """
    large = [window.drawn(ROWS, seed) for window in windows if len(window) >= ENOUGH][-MOST:]
    if len(large) < FEWEST:
        return {}
    effects_by_pair = [{(r.feature, r.detector): r.effect for r in compare(*pair)} for pair in _forward(large, seed)]
    keys = sorted(set.intersection(*(set(effects) for effects in effects_by_pair)))
    effects = np.array([[one[key] for key in keys] for one in effects_by_pair])
    floor = np.array([bands_of(detector).warning for _, detector in keys])
    highest = np.array([np.inf if detector == "psi" else 1.0 for _, detector in keys])
    top = np.clip(effects.max(axis=0) * _factor(effects, floor), floor, highest)
    return dict(zip(keys, top.tolist(), strict=True))


def _forward(windows: Sequence[Sample], seed: int) -> Iterator[tuple[Sample, Sample]]:
    """Each window but the first with a sample of all before it."""
    for place, window in enumerate(windows[1:], start=1):
        yield joined_samples(windows[:place]).drawn(MOST_BEFORE, seed), window


def _factor(effects: Floats, floor: Floats) -> float:
    """By how much limits must exceed the largest effects, shape (windows, keys), for windows to be quiet."""
    two = np.sort(effects, axis=0)[-2:]
    others = np.where(effects == two[1], two[0], two[1])
    excess = (effects / np.maximum(others, floor)).max(axis=1)
    return max(float(np.quantile(excess, QUIET)), 1.0)
