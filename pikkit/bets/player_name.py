"""One spelling for a player's name, whatever the book adds to it."""

import re
from functools import lru_cache

from pikkit.bets.bet_info.known_teams import teams_named
from pikkit.bets.letters import key_of, without_accents

_SUFFIX = re.compile(r"(?<=\S\s\S)(\S*?),?\s+(?:Jr|Sr|II|III|IV)\.?$", re.IGNORECASE)
_INITIALS = re.compile(r"^(?:[A-Z]\.\s?){2,}(?=\s?[A-Z][a-z])")


@lru_cache(maxsize=1 << 15)
def player_name(text: str) -> str:
    """A name without accents, "Jr." or "II", and dots between initials; a team's stays as it is.

    ``Luka Dončić`` is Luka Doncic, ``Ken Able, Jr.`` and ``Ken Able II`` are Ken Able, ``C.J. Able`` is CJ Able.
    """
    if text.isascii() and "." not in text and not text.endswith(("I", "V", "i", "v", "r", "R")):
        return text
    if teams_named(text):
        return text
    name = _INITIALS.sub(lambda found: found[0].replace(".", "").replace(" ", "") + " ", without_accents(text))
    return " ".join(_SUFFIX.sub(r"\1", name).rstrip(",").split())


def subject_key(text: str) -> str:
    """What all spellings of a subject have in common: letters and digits of ``player_name``, without case."""
    return key_of(player_name(text))
