"""A person's key: what the spellings of one name have in common."""

import re
from functools import lru_cache

from pikkit.bets.letters import plain
from pikkit.bets.teams.folding import fold_team

PERSONAL = frozenset({"Tennis", "Table Tennis", "MMA", "Boxing", "Darts", "Snooker", "Golf"})
"""Sports in which people meet, not teams."""

_SPLIT = re.compile(r"[\s-]+")


@lru_cache(maxsize=1 << 15)
def person_key(name: str) -> str:
    """The last of the surnames and the first name's first letter.

    ``Jannik Sinner``, ``Sinner J.`` and ``J. Sinner`` are ``sinner j``; a pair of doubles is both, in either order.
    """
    if "/" in name:
        return " / ".join(sorted(map(person_key, name.split("/"))))
    if "," in name:
        last, _, first = name.partition(",")
        name = f"{first} {last}"
    words = [word for word in _SPLIT.split(plain(name)) if word]
    names = [word for word in words if not _is_initial(word)]
    if not names:
        return fold_team(name)
    initials = [word[0] for word in words if _is_initial(word)] or [names[0][0]] * (len(names) > 1)
    return " ".join([fold_team(names[-1]), *initials[:1]])


def _is_initial(word: str) -> bool:
    return len(word) == 1 or (word.endswith(".") and len(word) <= 5)
