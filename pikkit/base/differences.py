"""Differences in words."""


def lower_or_higher(gain: float, unit: str = "") -> str:
    """How much lower something is, or higher where the gain is negative: "0.00367 nats lower"."""
    return " ".join((f"{abs(gain):.5f}", *([unit] if unit else []), "higher" if gain < 0 else "lower"))
