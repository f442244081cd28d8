"""Samples with known distributions."""

import numpy as np

from pikkit.drift.column_sample import Sample


def sample(n: int, seed: int, shift: float = 0.0, books: tuple[str, ...] = ("A", "B", "C")) -> Sample:
    """Bets that differ only by chance, unless the price is shifted or there are other books."""
    draw = np.random.default_rng(seed)
    price = draw.normal(shift, 1, n)
    numbers = {
        "price_logit": price,
        "hour": draw.integers(0, 24, n).astype(np.float64),
        "is_live": (draw.random(n) < 0.3).astype(np.float64),
        "softness_book": draw.normal(0, 0.01, n),
        "score": 1 / (1 + np.exp(-price)),
    }
    return Sample(numbers, {"sportsbook": draw.choice(books, n).astype(object)})
