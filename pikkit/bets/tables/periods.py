"""The parts of a game a bet may be on, and every way books word them."""

_ORDINALS = {
    1: "First",
    2: "Second",
    3: "Third",
    4: "Fourth",
    5: "Fifth",
    6: "Sixth",
    7: "Seventh",
    8: "Eighth",
    9: "Ninth",
}
_SUFFIXES = {1: "st", 2: "nd", 3: "rd"}
_PARTS = {  # part: (how many there are, its short spellings)
    "quarter": (4, ("{n}Q", "Q{n}", "{o} Qtr", "{o} Q")),
    "half": (2, ("{n}H", "H{n}", "{w}-Half", "{o}-Half")),
    "period": (3, ("{n}P", "P{n}")),
    "set": (5, ()),
    "map": (5, ()),
    "round": (5, ("R{n}",)),
    "inning": (9, ()),
}


def _parts() -> dict[str, tuple[str, ...]]:
    periods = {}
    for part, (count, short) in _PARTS.items():
        for n in range(1, count + 1):
            ordinal, word = f"{n}{_SUFFIXES.get(n, 'th')}", _ORDINALS[n]
            spellings = (f"{ordinal} {part}", f"{word} {part}", f"{part} {n}")
            periods[f"{ordinal} {part}"] = (*spellings, *(form.format(n=n, o=ordinal, w=word) for form in short))
    return periods


def _first_innings() -> dict[str, tuple[str, ...]]:
    words = {3: "Three", 4: "Four", 5: "Five", 6: "Six", 7: "Seven"}
    return {
        f"1st {n} innings": (
            *(f"{first} {count} Innings" for first in ("1st", "First") for count in (n, word)),
            *(f"{first} {n} Inning" for first in ("1st", "First")),
            f"F{n}",
            *((f"1st {n}", f"First {n}", f"First {word}") if n == 5 else ()),
        )
        for n, word in words.items()
    }


PERIODS: dict[str, tuple[str, ...]] = {
    **_parts(),
    **_first_innings(),
    "1st 10 minutes": ("First 10 Minutes", "1st 10 Minutes", "First Ten Minutes"),
    "1st 5 minutes": ("First 5 Minutes", "1st 5 Minutes", "First 3 Minutes"),
    "1st 15 minutes": ("First 15 Minutes", "1st 15 Minutes"),
    "maps 1-2": ("Maps 1-2", "Map 1-2", "Maps 1 - 2"),
    "maps 1-3": ("Maps 1-3", "Map 1-3", "Maps 1 - 3"),
    "regulation": (
        "Regulation", "Regulation Time", "Regulation Only", "Reg Time", "In Regulation", "60 Minutes", "60 Min",
        "90 Minutes", "90 Mins", "90 Min", "Regular Time",
    ),
}  # fmt: skip
"""Canonical period to its spellings; a whole game has none."""

WHOLE_GAME: tuple[str, ...] = (
    "Full Game", "Full Match", "Full Time", "Fulltime", "Full-Time", "Game", "Match", "Whole Game",
    "Including Overtime", "Incl. Overtime", "Inc. Overtime", "Incl. Overtime and Penalties", "Including OT", "Incl. OT",
    "Inc. OT", "Including Extra Innings", "Incl. Extra Innings", "Inc. Extra Innings",
)  # fmt: skip
"""Words that only say that the bet is on the whole game."""

LIVE: tuple[str, ...] = (
    "Live",
    "Live Betting",
    "Live Bet",
    "In-Play",
    "In Play",
    "Inplay",
    "In-Game",
    "In Game",
    "Live SGP",
)
"""Words that say that the bet was placed while the game was on."""

ALTERNATE: tuple[str, ...] = (
    "Alternate",
    "Alt",
    "Alternative",
    "Alternates",
    "Alternate Line",
    "Alt Line",
    "Alternate Lines",
)
"""Words that say that the line is not the book's main one."""

FILLERS: tuple[str, ...] = (
    "To Record",
    "To Have",
    "To Get",
    "To Make",
    "To Throw",
    "To Collect",
    "To Rush For",
    "To Record At Least",
)
"""Words between a player and a number that say nothing ("Curry To Record 5+ Assists")."""
