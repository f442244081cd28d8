"""What two spellings of one name have in common."""

import re
import unicodedata

_NOT_ALPHANUMERIC = re.compile(r"[\W_]+")
_SMALL = {
    "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ə": "a",
}  # fmt: skip
_LARGE = {small.upper(): letters.title() for small, letters in _SMALL.items() if small not in "ßı"}
_UNPARTED = str.maketrans({**_SMALL, **_LARGE, "ẞ": "Ss", "’": "'"})
"""Letters that Unicode does not take apart."""


def fold(text: str) -> str:
    """Trim a text and make every run of white space one space."""
    return " ".join(text.split())


def key_of(text: str) -> str:
    """What two spellings of one name have in common: letters and digits, without case."""
    return _NOT_ALPHANUMERIC.sub("", text.casefold())


def plain(text: str) -> str:
    """A text in small letters without accents: ``Beşiktaş`` is ``besiktas``."""
    return without_accents(text.lower())


def without_accents(text: str) -> str:
    """A text without accents, in its own case: ``Luka Dončić`` is ``Luka Doncic``."""
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFKD", text.translate(_UNPARTED))
    return "".join(part for part in parts if not unicodedata.combining(part))
