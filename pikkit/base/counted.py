"""A number of things, in words."""


def counted(number: int, noun: str) -> str:
    """A number of things: "1 bet", "12,345 bets"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
