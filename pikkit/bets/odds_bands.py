"""Bands of prices, wherever bets are told apart by how long they are."""

ODDS_BANDS = (1.2, 1.4, 1.6, 1.8, 2.0, 2.4, 3.0, 4.0, 6.0, 10.0)
"""Lower edges (decimal odds, inclusive) of bands 1 to 10; band 0 lies below the first."""


def odds_band_name(band: int) -> str:
    """A band of ``ODDS_BANDS`` in words: "below 1.20", "1.80–2.00", "from 10.00"."""
    if band == 0:
        return f"below {ODDS_BANDS[0]:.2f}"
    if band == len(ODDS_BANDS):
        return f"from {ODDS_BANDS[-1]:.2f}"
    return f"{ODDS_BANDS[band - 1]:.2f}–{ODDS_BANDS[band]:.2f}"
