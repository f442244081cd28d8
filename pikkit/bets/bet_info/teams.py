"""Which of the two in a matchup a name means: ``NYG`` of ``Dallas Cowboys @ New York Giants``."""

from functools import lru_cache

from pikkit.bets.bet_info.known_teams import teams_named
from pikkit.bets.bet_info.words import fold_word

_SAME_WORD = {
    "jax": "jacksonville", "sixers": "76ers", "cavs": "cavaliers", "mavs": "mavericks", "wolves": "timberwolves",
    "pats": "patriots", "niners": "49ers", "bucs": "buccaneers", "jags": "jaguars", "dbacks": "diamondbacks",
    "d-backs": "diamondbacks", "nats": "nationals", "cards": "cardinals", "caps": "capitals", "habs": "canadiens",
    "philly": "philadelphia", "utd": "united", "st": "state", "yanks": "yankees", "a's": "athletics",
    "commies": "commanders", "preds": "predators", "pens": "penguins", "isles": "islanders", "clips": "clippers",
    "dubs": "warriors", "grizz": "grizzlies", "pels": "pelicans", "internazionale": "inter", "canes": "hurricanes",
    "avs": "avalanche",
}  # fmt: skip
"""Short forms that no rule below finds."""


@lru_cache(maxsize=1 << 15)
def which_team(subject: str, first: str, second: str) -> int | None:
    """0 if the subject means the first name, 1 if it means the second, None if neither or it cannot be told."""
    place = _which(subject, first, second)
    if place is None and len(subject) <= _LONGEST_CODE and subject.islower():
        return _which(subject.upper(), first, second)
    return place


_LONGEST_CODE = 5
"""Letters of a team's initials; between two teams that are named they say which in small letters too."""


def _which(subject: str, first: str, second: str) -> int | None:
    if subject in {first, second}:
        return None if first == second else int(subject == second)
    if teams := teams_named(subject):
        means = not teams.isdisjoint(teams_named(first)), not teams.isdisjoint(teams_named(second))
        if means[0] != means[1]:
            return int(means[1])
    scores = likeness(subject, first), likeness(subject, second)
    return None if scores[0] == scores[1] else int(scores[1] > scores[0])


def likeness(name: str, other: str) -> int:
    """How well two names could be one's: 0 (no), 1 (a word in common: "Jannik Sinner", "Sinner J.") to 5 (the same)."""
    words, others = _words(name), _words(other)
    if not words or not others:
        return 0
    if words == others:
        return 5
    short = max(_abbreviates(name.split(), words, others), _abbreviates(other.split(), others, words))
    return short or int(any(len(word) > 3 for word in set(words) & set(others)))


def _words(name: str) -> list[str]:
    folded = [word for word in map(fold_word, name.split()) if word]
    return [_SAME_WORD.get(word, word) for word in folded]


def _abbreviates(written: list[str], words: list[str], full: list[str]) -> int:
    """How well ``words`` shortens ``full``: 4 its end or start, 3 initials, 2 a prefix, 1 letters in order, 0 not."""
    if len(words) > len(full):
        return 0
    if words in (full[-len(words) :], full[: len(words)]):
        return 4
    if len(words) > 1:  # "DAL Mavericks", "Ohio St", "LA Lakers": the first word is short for what the rest leaves over
        rest = len(words) - 1
        if _is_initial_at_end(words, full):
            return 3
        same_end = all(_starts(a, b) for a, b in zip(words[1:], full[-rest:], strict=True))
        return min(3, _abbreviates(written[:1], words[:1], full[:-rest])) if same_end and len(full) > rest else 0
    return _letters(words[0], full) if written[0].isupper() and len(words[0]) <= 4 else 2 * _starts(words[0], full[0])


def _is_initial_at_end(words: list[str], full: list[str]) -> bool:
    """``Los Angeles R`` for Los Angeles Rams; ``Chicago WS`` for Chicago White Sox."""
    city, initials = words[:-1], words[-1]
    rest = full[len(city) :]
    return len(initials) <= 2 and full[: len(city)] == city and initials == "".join(word[0] for word in rest)


def _starts(short: str, word: str) -> bool:
    return word == short or (len(short) >= 3 and word.startswith(short)) or (len(word) >= 2 and short.startswith(word))


def _letters(letters: str, full: list[str]) -> int:
    if letters == "".join(word[0] for word in full):
        return 3
    if _is_prefixes(letters, full):
        return 2
    rest = iter("".join(full[:2]))
    return int(letters[0] == full[0][0] and all(letter in rest for letter in letters))


def _is_prefixes(letters: str, full: list[str]) -> bool:
    """Whether the letters are a start of the first word, then one of the second …: ``CHC`` for Chicago Cubs."""
    if not letters or not full:
        return not letters
    sizes = range(1, len(letters) + 1)
    return any(full[0].startswith(letters[:k]) and _is_prefixes(letters[k:], full[1:]) for k in sizes)
