"""Tags beside a team's name that are no part of it: its code, ``(NYG) Giants``; its pitcher, ``Astros (G Sollars)``."""

import re
from functools import lru_cache

from pikkit.bets.bet_info.known_teams import teams_named

_FRONT = re.compile(r"[(\[]([A-Z][A-Z0-9]{1,4})[)\]]\s+(?=\S)")
_BEHIND = re.compile(r"\s+[(\[]([^()\[\]]+)[)\]]$")
_PITCHER = re.compile(
    r"(?:[A-Z]\.?\s?)?[A-Z][\w'\u2019.-]*[a-z][\w'\u2019.-]*(?:,?\s[A-Z]\.?)?(?:\s-?\s?[LR](?:HP)?)?|TBD|[LR]HP"
)


@lru_cache(maxsize=1 << 14)
def untagged(name: str) -> str:
    """A team's name without the code in front of or behind it, or its pitcher; a state stays, ``Miami (OH)``."""
    if "(" not in name and "[" not in name:
        return name
    name = _FRONT.sub("", name)
    tag = _BEHIND.search(name)
    if tag is None:
        return name
    bare = name[: tag.start()]
    teams = teams_named(bare)
    code = teams_named(tag[1]) if tag[1].isupper() else frozenset()
    return bare if teams and (teams & code or (not code and _PITCHER.fullmatch(tag[1]))) else name


def is_tag(text: str) -> bool:
    """Whether a text in brackets behind a game is a pitcher's name."""
    return text[:1] in "([" and text[-1:] in ")]" and _PITCHER.fullmatch(text[1:-1]) is not None
