"""How much memory a JSON text may become, before it is parsed."""

from pikkit.base.errors import InputError

MOST_A_BYTE = 4
"""Values that a byte of a text counts for at most: it begins an object."""


class TooManyValuesError(InputError):
    """A body of more values than are taken (HTTP 413)."""


def values_in(body: bytes) -> int:
    """At least as many as the values of a JSON text: each but the first of a list follows a comma, and so on.

    A body of ten megabytes may hold five million of them, which become a hundred times its size. Commas and braces in
    texts count, too; real bodies have few.
    """
    return body.count(b",") + body.count(b"[") + MOST_A_BYTE * body.count(b"{") + 1


def check_values(body: bytes, most: int, what: str = "A body") -> None:
    """Refuse a text of too many values; an object counts for four, as it takes as much memory.

    Raises:
        TooManyValuesError: There may be more than ``most``.
    """
    if MOST_A_BYTE * len(body) >= most and values_in(body) > most:  # one that is too short for so many is not counted
        raise TooManyValuesError(f"{what} may hold at most {most:,} JSON values; send fewer bets at once.")
