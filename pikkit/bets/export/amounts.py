"""Numbers as people write them: with a currency, with commas for thousands or for decimals, losses in brackets."""

import re
from collections.abc import Iterable

_NOISE = re.compile(r"[^\d.,+\-()eE]")
_COMMA_DECIMAL = re.compile(r"^[+-]?\d{1,3}(\.\d{3})*,\d{1,2}$|^[+-]?\d+,\d{1,4}$")
_THOUSANDS = re.compile(r"^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$")


def has_decimal_comma(texts: Iterable[str]) -> bool:
    """Whether the numbers of a column are written 1,91: some are, and none of them has a point behind a comma."""
    numbers = [_bare(text) for text in texts if "," in text]
    written = [text for text in numbers if _COMMA_DECIMAL.match(text) and not _THOUSANDS.match(text)]
    return bool(written) and not any(_is_point_decimal(text) for text in numbers)


def plain_number(text: str, *, comma: bool) -> str:
    """A number as Python reads it; a text that is none stays as it is.

    Args:
        text: "$1,250.00", "(12.50)", "1.250,00 €", "5 units".
        comma: Whether a comma is the decimal sign.
    """
    bare = _bare(text)
    if bare.startswith("(") and bare.endswith(")"):
        bare = f"-{bare[1:-1].lstrip('-')}"
    bare = bare.replace(".", "").replace(",", ".") if comma and "," in bare else bare.replace(",", "")
    try:
        float(bare)
    except ValueError:
        return text
    return bare


def _bare(text: str) -> str:
    return _NOISE.sub("", text.replace("\N{MINUS SIGN}", "-")).strip("eE")


def _is_point_decimal(text: str) -> bool:
    return "." in text and "," in text and text.rfind(".") > text.rfind(",")
