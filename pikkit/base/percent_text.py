"""Shares as percentages, written one way on every page, chart and in every sentence."""

MINUS = "−"


def percent_text(share: float, digits: int = 1, *, signed: bool = False) -> str:
    """12.3 %, −5.0 % or, signed, +1.2 %: a true minus (U+2212), a space before the sign, none before what rounds to 0.

    Args:
        share: 0.123 is 12.3 %.
        digits: Behind the point.
        signed: Whether a plus is written.
    """
    size = f"{abs(100 * share):,.{digits}f}"
    if not size.strip("0.,"):
        return f"{size} %"
    return f"{MINUS if share < 0 else '+' if signed else ''}{size} %"
