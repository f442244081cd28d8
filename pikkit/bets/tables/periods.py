"""The parts of a game a bet may be on, and every way books word them."""

from collections.abc import Iterator

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
    "quarter": (4, ("{n}Q", "Q{n}", "{o} Qtr", "{w} Qtr", "{o} Q", "Qtr {n}")),
    "half": (2, ("{n}H", "H{n}", "{w}-Half", "{o}-Half", "{o} H")),
    "period": (3, ("{n}P", "P{n}", "{o} P", "{o} Per")),
    "set": (5, ()),
    "map": (5, ("M{n}", "Game {n} Map")),
    "frame": (9, ()),
    "leg": (9, ()),
    "round": (5, ("R{n}", "Rd {n}", "{o} Rd")),
    "inning": (9, ("{o} Inn",)),
}
_BEFORE = ("", "In ", "In The ", "On ", "For ", "For The ", "During The ")


def _parts() -> dict[str, tuple[str, ...]]:
    periods = {}
    for part, (count, short) in _PARTS.items():
        for n in range(1, count + 1):
            ordinal, word = f"{n}{_SUFFIXES.get(n, 'th')}", _ORDINALS[n]
            forms = (f"{ordinal} {part}", f"{word} {part}", f"{part} {n}")
            spellings = tuple(f"{before}{form}" for before in _BEFORE for form in forms)
            periods[f"{ordinal} {part}"] = (*spellings, *(form.format(n=n, o=ordinal, w=word) for form in short))
    return periods


def _first_innings() -> dict[str, tuple[str, ...]]:
    words = {3: "Three", 4: "Four", 5: "Five", 6: "Six", 7: "Seven"}
    return {
        f"1st {n} innings": (
            *(f"{first} {count} Innings" for first in ("1st", "First") for count in (n, word)),
            *(f"{first} {n} {inning}" for first in ("1st", "First") for inning in ("Inning", "Inns", "Inn")),
            *(f"{innings} 1{to}{n}" for innings in ("Innings", "Inning") for to in ("-", " - ", " To ", " Thru ")),
            f"F{n}",
            f"F{n} Innings",
            *((f"1st {n}", f"First {n}", f"First {word}", "5 Innings", "5 Inning", "Five Innings") if n == 5 else ()),
        )
        for n, word in words.items()
    }


def _first_minutes() -> dict[str, tuple[str, ...]]:
    words = {2: "Two", 3: "Three", 4: "Four", 5: "Five", 6: "Six", 10: "Ten", 15: "Fifteen", 30: "Thirty"}
    minutes = ("Minutes", "Min", "Mins", "Minute")
    return {
        f"1st {n} minutes": (
            *(
                f"{before}{first} {count} {word}"
                for before in ("", "In ", "In The ")
                for first in ("1st", "First")
                for count in (n, *((words[n],) if n in words else ()))
                for word in minutes
            ),
            *(f"After {n} {word}" for word in minutes),
        )
        for n in {*words, *range(10, 90, 5)}
    }


def _first_quarters() -> dict[str, tuple[str, ...]]:
    return {
        "1st 3 quarters": tuple(
            f"{before}{first} {count} Quarters"
            for before in _BEFORE
            for first in ("1st", "First")
            for count in (3, "Three")
        )
    }


_COUNTED = {
    "attempts": ("Attempts", "Rush Attempts", "Rushing Attempts", "Carries", "Rushes", "Pass Attempts", "Att"),
    "receptions": ("Receptions", "Catches"),
    "completions": ("Completions", "Pass Completions"),
}
"""What a player's first few of may be all that a bet counts ("Rush Yards in First 5 Attempts")."""


def _first_tries() -> dict[str, tuple[str, ...]]:
    return {
        f"1st {n} {what}": tuple(
            f"{before}{first} {n} {word}" for before in ("", *_BEFORE) for first in ("1st", "First") for word in words
        )
        for what, words in _COUNTED.items()
        for n in range(2, 11)
    }


def _first_overs() -> dict[str, tuple[str, ...]]:
    """Cricket's: in the singular, "over" is a side."""
    return {
        f"1st {n} overs": (
            *(f"{before}{first} {n} Overs" for before in _BEFORE for first in ("1st", "First")),
            *(("Powerplay", "In Powerplay", "In The Powerplay") if n == _POWERPLAY else ()),
        )
        for n in (2, 4, 5, 6, 10, 12, 15, 20)
    }


_POWERPLAY = 6
"""Overs in which fielders have to stand near, of twenty."""


def _each_part() -> dict[str, tuple[str, ...]]:
    """A bet that has to be right in every part of the game is none on the game."""
    parts = ("quarter", "half", "period", "set", "map", "inning", "round")
    return {
        f"each {part}": tuple(f"{before}{each} {part}" for before in ("", "In ", "To ") for each in ("Each", "Every"))
        for part in parts
    } | {"each half": ("Each Half", "In Each Half", "Every Half", "In Every Half", "In Both Halves", "Both Halves")}


def _drives() -> dict[str, tuple[str, ...]]:
    return {"1st drive": tuple(f"{before}{first} Drive" for before in _BEFORE for first in ("1st", "First", "Opening"))}


def _first_maps() -> dict[str, tuple[str, ...]]:
    return {f"maps 1-{n}": tuple(_runs_of_maps(n)) for n in range(2, 6)}


def _innings(n: int) -> Iterator[str]:
    """An innings of cricket: in the singular it is baseball's."""
    for first in (f"{n}{_SUFFIXES.get(n, 'th')}", _ORDINALS[n]):
        yield from (f"{before}{first} Innings" for before in _BEFORE)


def _runs_of_maps(n: int) -> Iterator[str]:
    """``Maps 1-3``, ``On Maps 1+2+3``, ``Map 1 & 2``, ``First 2 Maps``."""
    counted = [str(k) for k in range(1, n + 1)]
    ranges = {f"1-{n}", f"1 - {n}", f"1 To {n}", f"1 Through {n}", "+".join(counted), " + ".join(counted)}
    ranges |= {" ".join(counted), ",".join(counted), f"{' '.join(counted[:-1])} + {n}"}
    for before in ("", "On ", "In ", "Across "):
        yield from (f"{before}{maps} {numbers}" for maps in ("Maps", "Map", "Games") for numbers in ranges)
        yield from (f"{before}{first} {n} Maps" for first in ("First", "1st"))
    yield f"M{counted[0]}-M{n}"
    yield f"M1-{n}"


_LONGER = ("Overtime", "OT", "Extra Time", "ET", "Extra Innings")
_KICKS = (
    "Penalties", "Penalty Shootout", "Penalty Shootouts", "Penalty Shoot-Out", "Shootout", "Shootouts", "Shoot-Out",
    "SO", "Pens", "Penalty Shots", "Penalty Kicks",
)  # fmt: skip
_BEYOND: tuple[str, ...] = (
    *_LONGER,
    *(f"{one}{joint}{other}" for one in _LONGER for other in _KICKS for joint in (" and ", "/", ", ", " ", " or ")),
    *(f"{one} and {other}" for other in _LONGER for one in _KICKS),
)
"""What a game may be decided in when its usual time is over, in any words: "OT and SO", "extra time or penalties"."""

PERIODS: dict[str, tuple[str, ...]] = {
    **{**_parts(), "1st half": (*_parts()["1st half"], "Half Time", "Halftime", "Half-Time", "HT", "At Half Time",
        "1. Halbzeit", "1. HZ", "Erste Halbzeit", "1ère Mi-Temps", "1ere Mi-Temps", "1re Mi-Temps", "Mi-Temps",
        "1er Tiempo", "Primer Tiempo", "1ª Mitad", "1ª Parte", "Primeiro Tempo", "1º Tempo", "1° Tempo", "Primo Tempo",
        "1:a Halvlek")},
    "2nd half": (*_parts()["2nd half"], "2. Halbzeit", "Zweite Halbzeit", "2ème Mi-Temps", "2e Mi-Temps", "2º Tempo",
        "Segundo Tiempo", "2º Tiempo", "2ª Mitad", "2ª Parte", "Segundo Tempo", "2° Tempo", "Secondo Tempo",
        "2:a Halvlek"),
    "1st quarter": (*_parts()["1st quarter"], "Quarter Time", "At Quarter Time", "QT"),
    "3rd quarter": (*_parts()["3rd quarter"], "Three Quarter Time", "At Three Quarter Time", "3/4 Time", "3QT"),
    **{f"{n}{_SUFFIXES.get(n, 'th')} innings": tuple(_innings(n)) for n in range(1, 5)},
    **_first_innings(),
    **_first_minutes(),
    **_first_quarters(),
    **_first_maps(),
    **_first_tries(),
    **_first_overs(),
    **{f"{n}{_SUFFIXES[n]} over": (f"Over No {n}",) for n in (1, 2)},
    **_each_part(),
    **_drives(),
    "regulation": (
        "Regulation", "Regulation Time", "Regulation Only", "Reg Time", "In Regulation", "60 Minutes", "60 Min",
        "90 Minutes", "90 Mins", "90 Min", "Regular Time", "60 Minutes Only", "Regulation Time Only", "60 Mins",
        "No OT", "Reg. Time Only", "Normal Time", "In Normal Time", "90 Minutes Only", "3-Way Regulation Time",
        *(f"{without} {what}" for without in ("Excluding", "Excl.", "Ex.", "Exc.", "Not Including", "Not Incl.",
          "Without", "Doesn't Include") for what in _BEYOND),
        *(f"{what} {excluded}" for what in _BEYOND for excluded in ("Excluded", "Excl.", "Not Included")),
    ),
}  # fmt: skip
"""Canonical period to its spellings; a whole game has none."""

WHOLE_GAME: tuple[str, ...] = (
    "Full Game", "Full Match", "Full Time", "Fulltime", "Full-Time", "Game", "Match", "Whole Game", "Entire Game", "FT",
    *(f"{included} {what}" for included in ("Including", "Incl.", "Inc.", "Include", "Includes", "With")
      for what in _BEYOND),
    *(f"{what} {included}" for what in _BEYOND for included in ("Included", "Incl.", "Inc.", "Counts", "Count")),
)  # fmt: skip
"""Words that only say that the bet is on the whole game, overtime or not."""

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
    "In Running",
    "Live Bets",
    "LIVE Odds",
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
    "Alt Lines",
    "Alts",
    "Adjusted",
)
"""Words that say that the line is not the book's main one."""
