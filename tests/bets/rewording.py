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
_MINUS = re.compile(r"(?<=\s)-(?=\d)")
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
    yield from (("punctuation", other) for other in _punctuation(text))
    if subject:
        yield from (("order", other) for other in _orders(text, subject))
    if subject and text.count(subject) == 1 and " " in subject and subject.isascii():
        yield "accents", text.replace(subject, subject.translate(_ACCENTS))


def _punctuation(text: str) -> Iterator[str]:
    yield from (text.replace(" - ", f" {dash} ") for dash in "\u2013\u2014" if " - " in text)
    yield from (_MINUS.sub(sign, text) for sign in "\u2212\u2013" if _MINUS.search(text))


def _orders(text: str, subject: str) -> Iterator[str]:
    """``Over 4.5 Ann Able Rebounds`` with the subject first, with a colon or a dash behind it, and as ``5+``."""
    found = _OVER_UNDER.match(text)
    if not found or not text[found.end() :].startswith(f"{subject} "):
        return
    side, line, rest = found[1], found[2], text[found.end() + len(subject) + 1 :]
    yield from (f"{subject}{mark} {side} {line} {rest}" for mark in ("", " -", ":"))
    yield from (f"{side} {line} {subject}{mark} {rest}" for mark in (":", " -"))
    yield f"{side} ({line}) {subject} {rest}"
    if side in ("Over", "Higher") and line.endswith(".5"):
        yield from (f"{subject} {float(line) + 0.5:.0f}{more} {rest}" for more in ("+", " or more"))


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
