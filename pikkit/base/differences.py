"""Differences in words."""

DIGITS = 5
"""Decimals of a difference of log losses."""


def compared_with(gain: float, other: str, unit: str = "") -> str:
    """How something stands beside another: "0.00367 nats lower than OTHER", higher where the gain is negative.

    What is nothing in the decimals shown is neither: "the same as OTHER to 5 decimals".
    """
    shown = f"{abs(gain):.{DIGITS}f}"
    if not float(shown):
        return f"the same as {other} to {DIGITS} decimals"
    return f"{' '.join((shown, *([unit] if unit else []), 'higher' if gain < 0 else 'lower'))} than {other}"
