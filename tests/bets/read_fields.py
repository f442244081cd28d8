"""What is read in the words of a leg, as a test compares it."""

from typing import Any

from pikkit.bets.bet_info import parse_leg


def fields_of(text: str) -> dict[str, Any]:
    """What was read, without the text and what is not there."""
    leg = parse_leg(text)
    assert leg.raw == text
    return {
        name: value
        for name, value in leg.model_dump(exclude={"raw", "order", "confidence", "left"}).items()
        if value is not None and value is not False
    }
