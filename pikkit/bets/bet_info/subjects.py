"""Who a leg is on: the name among the words that are neither market nor terms, without tags and repetitions."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from pikkit.bets.bet_info.known_teams import teams_named
from pikkit.bets.bet_info.particles import PARTICLES
from pikkit.bets.bet_info.scores import is_score
from pikkit.bets.bet_info.tags import untagged
from pikkit.bets.bet_info.teams import which_team
from pikkit.bets.bet_info.words import JOINER, Words, fold_word, join_words

_SHIRT = re.compile(r"^#\d{1,2} ")
_EDGES = " -\u2013\u2014:,;\u2022+&/"
_UNUSUAL = re.compile(
    r"[(\[:;\u2022]|, |(?:^|\s)[a-z]|\s[-\u2013\u2014]\s|'s$|^[A-Z]{2,4} \S+ \S| [A-Z]{2,4}$|^(\S+ \S+) \1"
    r"|\s(?:To|By|In|For|With|At|Of|On|The|And|Or|Will|From)$|\sTo\s"
)
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_CODE = re.compile(r"[A-Z]{1,5}(?:[ /-]+[A-Z0-9]{1,4})*|#?\d+")
_CHUNKS = re.compile(r"\s[-\u2013\u2014\u2022|]+\s|[:;]\s|,\s|\s[-\u2013\u2014]$|^[-\u2013\u2014]\s|\x00")
_BREAK = "\x00"
_SURNAME_FIRST = re.compile(r"^([A-Z][\w'’.-]+), (?!(?:Jr|Sr|II|III|IV)\b)([A-Z][\w'’.-]+)$")


class Subject(NamedTuple):
    """A name, empty if there is none, and the words beside it that no rule reads."""

    name: str
    left: tuple[str, ...] = ()


NOBODY = Subject("")


def subject_in(words: Words, free: Sequence[int], game: tuple[str, str]) -> Subject:
    """The subject among the words at the places ``free``.

    Args:
        words: The leg.
        free: Places of the words that are neither market nor terms, in order.
        game: The two names of the matchup; empty where there is none.
    """
    if not free:
        return NOBODY
    whole = free[-1] - free[0] + 1 == len(free)
    text = (join_words(words.written[free[0] : free[-1] + 1]) if whole else _with_breaks(words, free)).strip(_EDGES)
    if text.startswith("#"):
        text = _SHIRT.sub("", text)
    if "(" in text or "[" in text:
        text = untagged(text)
    if text in game:
        return Subject(text)
    if "/" in text and _is_game(text, game):
        return NOBODY
    if whole and not _UNUSUAL.search(text) and not (game[0] and game[1] and _beside(text, game)):
        return Subject(text)
    return clean(text, game)


def _is_game(text: str, game: tuple[str, str]) -> bool:
    """Whether a text names both teams, as books do in front of a total: ``LA Rams/SEA Seahawks``."""
    one, other = (name.strip() for name in text.split("/", 1))
    return {one, other} == set(game) or {which_team(one, *game), which_team(other, *game)} == {0, 1}


def _beside(text: str, game: tuple[str, str]) -> bool:
    """Whether a team's full name stands in front of or behind another name."""
    return text.startswith(game) or text.endswith(game)


def clean(text: str, game: tuple[str, str]) -> Subject:
    """The name in a text that may hold tags, a team beside a player, or a name twice."""
    left = [inside for inside in _BRACKETS.findall(text) if not _is_label(inside.strip())]
    chunks: list[str] = []
    text = _SURNAME_FIRST.sub(r"\2 \1", text)
    for chunk in _CHUNKS.split(_BRACKETS.sub(" ", text)):
        name, noise = _trimmed(chunk)
        left += noise
        if name and not _repeats(name, chunks):
            chunks = [*(known for known in chunks if not _within(known, name)), name]
    name, others = _chosen(chunks, game)
    return Subject(_without_team(_once(name), game), (*left, *others))


def _with_breaks(words: Words, free: Sequence[int]) -> str:
    """The free words as one text, with a break wherever others stood between them."""
    runs: list[list[str]] = [[]]
    last = free[0]
    for i in free:
        if i > last + 1:
            runs.append([])
        runs[-1].append(words.written[i])
        last = i
    return f" {_BREAK} ".join(join_words(run) for run in runs if any(fold_word(word) for word in run))


def _is_label(inside: str) -> bool:
    """Whether words in brackets are a tag, which goes; others are shown as left over."""
    return not inside or bool(_CODE.fullmatch(inside)) or bool(teams_named(inside))


def _trimmed(chunk: str) -> tuple[str, list[str]]:
    """A chunk without small words at its ends, which are no part of a name."""
    words = chunk.strip(_EDGES).split()
    if not any(word[0].isupper() or word[0].isdigit() for word in words):
        return " ".join(words) if any(fold_word(word) not in _SAYING_NOTHING for word in words) else "", []
    start, end = 0, next((i for i, word in enumerate(words) if i and word == "To"), len(words))
    while start < end and _is_small(words[start]) and words[start] not in PARTICLES:
        start += 1
    while end > start and (_is_small(words[end - 1]) or (end - start > 1 and words[end - 1] in _NEVER_LAST)):
        end -= 1
    kept = " ".join(words[start:end]).strip(_EDGES)
    noise = [word for word in (*words[:start], *words[end:]) if fold_word(word) not in _SAYING_NOTHING]
    return kept if teams_named(kept) else kept.removesuffix("'s"), noise


_NEVER_LAST = frozenset({"To", "By", "In", "For", "With", "At", "Of", "On", "The", "And", "Or", "Will", "From"})
"""Words that end no name, though books write them with a capital."""
_SAYING_NOTHING = frozenset({"", JOINER, "for", "by", "of", "to", "the", "in", "a", "an", "on", "at", "or"})


def _is_small(word: str) -> bool:
    return word[0].islower() or not any(character.isalnum() for character in word)


def _repeats(name: str, chunks: Sequence[str]) -> bool:
    return any(_within(name, chunk) for chunk in chunks)


def _within(name: str, other: str) -> bool:
    return f" {name.casefold()} " in f" {other.casefold()} "


def _chosen(chunks: Sequence[str], game: tuple[str, str]) -> tuple[str, list[str]]:
    """The chunk that is the subject: a person rather than the team beside; the others are left over."""
    if len(chunks) < 2:
        return (chunks[0] if chunks else ""), []
    if scores := [chunk for chunk in chunks if is_score(chunk)]:
        name, others = _chosen([chunk for chunk in chunks if chunk not in scores], game)
        return f"{name} {scores[0]}".strip(), others
    people = [chunk for chunk in chunks if not _is_tag(chunk, game)]
    if not people:
        return chunks[0], []
    return people[0], people[1:]


def _is_tag(chunk: str, game: tuple[str, str]) -> bool:
    return chunk in game or bool(teams_named(chunk)) or bool(_CODE.fullmatch(chunk))


def _once(name: str) -> str:
    words = name.split()
    half = len(words) // 2
    return " ".join(words[:half]) if half > 1 and words[:half] == words[half:] else name


def _without_team(name: str, game: tuple[str, str]) -> str:
    """``DAL Ann Able`` and ``Dallas Mavericks Ann Able`` are Ann Able, if that team plays."""
    words = name.split()
    for size in range(1, len(words) - 1):
        front, back = " ".join(words[:size]), " ".join(words[-size:])
        if _plays(front, game) and _is_person(words[size:]) and not teams_named(name):
            return " ".join(words[size:])
        if _plays(back, game) and _is_person(words[:-size]) and not teams_named(name):
            return " ".join(words[:-size])
    return name


def _is_person(words: Sequence[str]) -> bool:
    """Whether words look like a person's name: two or more, each with a capital."""
    return len(words) > 1 and all(word[0].isupper() or word in PARTICLES for word in words) and "D/ST" not in words


def _plays(name: str, game: tuple[str, str]) -> bool:
    """Whether a name is one of the two teams, by its very words or by the tables."""
    if name in game:
        return True
    teams = teams_named(name)
    return bool(teams) and name.isupper() and any(teams & teams_named(other) for other in game)
