"""Legs that differ in a number or in names alone: one of them is read, the others are told by it.

``Over 4.5 Ann Able Points NYK @ BKN`` and ``Over 9.5 Bo Bell Points NYK @ BKN`` differ in what no rule looks at, and
so do ``Lens Moneyline Lens vs. Nice`` and ``Lyon Moneyline Lyon vs. Brest``. A name may be exchanged only where no rule
could take a word of it for more: it holds no word of the vocabulary and, of a player, none of any team or of the rest.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache

from pikkit.bets.bet_info.games import is_whole_name
from pikkit.bets.bet_info.leg_fields import LegFields
from pikkit.bets.bet_info.terms import TERM_WORDS
from pikkit.bets.bet_info.vocabulary import known_words
from pikkit.bets.outcome import Side
from pikkit.bets.teams.roster import meanings

Reader = Callable[[str], LegFields]
"""What reads a leg word by word."""

_LINE = re.compile(r"(?<=[ +-])[1-9]\d{0,3}\.5(?= )")
_LIKE = 1.5
"""What a line is read as: no phrase or name holds such a number above 0.5."""
_GAME = re.compile(
    r"(Over |Under )?(?:([A-Z].*?) )??((?:[+-]?\d{1,3}(?:\.\d\d?)? )?(?:Moneyline|Spread|Total)) (.+?) (vs\.|@) (.+)"
)
_NAME = re.compile(r"[A-Z][A-Za-z']*(?: [A-Z][A-Za-z']*)*(?<!')")
_PERSON = re.compile(r"[A-Z][A-Za-z']+ [A-Z]\.")
"""A last name and an initial, as books list tennis."""
_PLAYER = re.compile(
    r"(?:(Over |Under |Higher |Lower |More |Less )([1-9]\d{0,3}\.5) )?([A-Z][a-z][a-z0-9]*) ([A-Z][a-z0-9]+)"
    r"( ([A-Za-z0-9+]+) .+)"
)
_ONE, _OTHER = "Qoqo", "Zyzyx"
"""Whom two teams are read as; together, a player."""
_NOBODY = f"{_ONE} {_OTHER}"
_OVER_UNDER = (Side.OVER, Side.UNDER)


def read_alike(text: str, read: Reader) -> LegFields:
    """The fields of a leg, by one that is alike if there is such a one; else read word by word."""
    if (fields := _by_game(text, read) or _by_player(text, read)) is not None:
        return fields
    line = _LINE.search(text)
    if line is None or _LINE.search(text, line.end()):
        return read(text)
    like = read(f"{text[: line.start()]}{_LIKE}{text[line.end() :]}")
    if like.left or like.line is None or abs(like.line) != _LIKE:
        return read(text)
    value = float(line[0])
    return LegFields(text, like.market, like.side, value if like.line > 0 else -value, *like[4:])


def _by_game(text: str, read: Reader) -> LegFields | None:
    """The leg as the same on two teams that nobody knows; None if their names may matter."""
    parts = _GAME.fullmatch(text)
    if parts is None:
        return None
    side, front, middle, first, separator, second = parts.groups()
    if front is None or front == "Draw":
        subject = front
    elif front == first:
        subject = _ONE
    elif front == second:
        subject = _OTHER
    else:
        return None
    if not _are_names(first, second) or (like := _of_nobody(side, subject, middle, separator, read)) is None:
        return None
    names = {_ONE: first, _OTHER: second}
    return LegFields(
        text, like.market, like.side, like.line, front, names[like.home or ""], names[like.away or ""], like.period,
        like.live, like.order, like.confidence,
    )  # fmt: skip


@lru_cache(maxsize=1 << 12)
def _of_nobody(side: str | None, subject: str | None, middle: str, separator: str, read: Reader) -> LegFields | None:
    """A leg on two teams that nobody knows, None if the one or the other was not read as it stands."""
    like = read(" ".join(filter(None, (side and side[:-1], subject, middle, _ONE, separator, _OTHER))))
    whole = {like.home, like.away} == {_ONE, _OTHER} and like.subject == subject and not like.left
    return like if whole and like.market in _OF_TEAMS else None


_OF_TEAMS = frozenset({"moneyline", "spread", "total", "team total"})
"""Markets whose reading asks nothing of a team but whether it is the one or the other."""


@lru_cache(maxsize=1 << 14)
def _are_names(first: str, second: str) -> bool:
    """Whether what stands around a separator are two names and nothing else."""
    return first != second and _is_name(first) and _is_name(second) and is_whole_name(first.split(), second)


@lru_cache(maxsize=1 << 14)
def _is_name(text: str) -> bool:
    """Whether a text can be nothing but a name: capitals, and no word that a rule takes for more."""
    written = _NAME.fullmatch(text) or _PERSON.fullmatch(text)
    return written is not None and _read_words().isdisjoint(text.lower().split())


@cache
def _read_words() -> frozenset[str]:
    """Every word that a rule of the grammar takes for more than a name."""
    return known_words() | TERM_WORDS | _SMALL


@cache
def _meant() -> frozenset[str]:
    """The same, and every word of any team."""
    return _read_words() | {word for spelling in meanings() for word in spelling.split()}


_SMALL = frozenset(
    {
        "vs", "v", "versus", "at", "to", "by", "in", "for", "with", "of", "on", "the", "and", "or", "will", "from",
        "top", "draw", "tie", "x", "home", "away", "visitors", "hosts", "odd", "even", "jr", "sr", "ii", "iii", "iv",
        "ou", "oder", "live", "bet", "betting", "boost", "boosted", "line", "not",
    }
)  # fmt: skip


def _by_player(text: str, read: Reader) -> LegFields | None:
    """The leg as one on nobody's prop; None if it is on no player, or his name may mean something else."""
    player = _PLAYER.fullmatch(text)
    if player is None:
        return None
    side, number, first, last, rest, following = player.groups()
    like, words = _prop_of_nobody(side, rest, following, read)
    one, other = first.lower(), last.lower()
    if like is None or one in words or other in words or one == other or not {one, other}.isdisjoint(_meant()):
        return None
    line = like.line if number is None else float(number)
    return LegFields(text, like.market, like.side, line, f"{first} {last}", *like[5:])


@lru_cache(maxsize=1 << 14)
def _prop_of_nobody(side: str | None, rest: str, following: str, read: Reader) -> tuple[LegFields | None, str]:
    """A prop on nobody, None if the words behind the name are not read as a player's, and those in small letters."""
    if not (following[0].isdigit() or following.lower() in known_words() or following in {"Over", "Under"}):
        return None, ""  # a third word of the name
    like = read(f"{side}{_LIKE} {_NOBODY}{rest}" if side else f"{_NOBODY}{rest}")
    mine = like.subject == _NOBODY and like.side in _OVER_UNDER and like.order is not None
    mine = mine and (like.market or "").startswith("player ") and (side is None or like.line == _LIKE)
    return (like if mine and not like.left else None), rest.lower()
