"""Other ways to write a leg that change nothing about what is bet on."""

import re
from collections.abc import Iterator
from itertools import permutations

_OVER_UNDER = re.compile(r"^(Over|Under|Higher|Lower) (\d+(?:\.\d+)?) ")
_SAME_SIDE = {
    "Over": ("over", "OVER", "Higher", "More", "o", "O"),
    "Under": ("under", "UNDER", "Lower", "Less", "u", "U"),
    "Higher": ("Over", "More"),
    "Lower": ("Under", "Fewer"),
}
_STAT = r"(?:Points|Rebounds|Assists|Steals|Blocks|Hits|Runs|RBIs|Pts|Rebs|Asts|Rushing Yards|Receiving Yards)"
_SET = re.compile(rf"{_STAT}(?: ?(?:\+|and|&) ?{_STAT})+")
_JOINT = re.compile(r" ?(?:\+|and|&) ?")
_ACCENTS = str.maketrans("aeionuc", "áéíöñüč")


def rewordings(text: str, subject: str | None) -> Iterator[tuple[str, str]]:
    """The kind of change, and the text with it."""
    yield from (("spacing", f" {text.replace(' ', blank)} ") for blank in ("  ", "\t", "\u00a0"))
    yield from (("side", other) for other in _sides(text))
    yield from (("stat set", other) for other in _sets(text))
    yield from (("separator", other) for other in _separators(text))
    if subject and text.count(subject) == 1 and " " in subject and subject.isascii():
        yield "accents", text.replace(subject, subject.translate(_ACCENTS))


def _sides(text: str) -> Iterator[str]:
    if found := _OVER_UNDER.match(text):
        side, line = found[1], found[2]
        for other in _SAME_SIDE[side]:
            yield f"{other} {line} {text[found.end() :]}"
            if len(other) == 1:
                yield f"{other}{line} {text[found.end() :]}"


def _sets(text: str) -> Iterator[str]:
    if found := _SET.search(text):
        stats = _JOINT.split(found[0])
        for joiner in (" + ", " and ", " & ", "+", " "):
            for order in permutations(stats):
                yield f"{text[: found.start()]}{joiner.join(order)}{text[found.end() :]}"


def _separators(text: str) -> Iterator[str]:
    if " @ " in text:
        yield text.replace(" @ ", " at ")
    for joint in (" vs. ", " vs "):
        if joint in text:
            yield from (text.replace(joint, other) for other in (" vs. ", " vs ", " VS ", " v "))
