"""Markets that come in rows: the first to N, the top N, the most of a stat, so that no number has to be listed."""

from collections.abc import Iterator

RACE_FORMS = (
    "Race To {n}", "First To {n}", "First To Reach {n}", "First To Score {n}", "First Team To Score {n}",
    "First Team To {n}", "First Team To Reach {n}", "Race To {n}th", "1st To {n}", "1st Team To Score {n}",
)  # fmt: skip
RACES = range(2, 61)
"""What a race may go to; the number is the line of the market."""

RACE_UNITS: dict[str, tuple[str, ...]] = {
    "corners": ("Corners", "Corner"),
    "kills": ("Kills", "Total Kills"),
    "games": ("Games",),
    "frames": ("Frames",),
    "legs": ("Legs",),
    "rounds": ("Rounds",),
    "threes": ("Threes", "Three Pointers", "3-Pointers"),
    "towers": ("Towers", "Turrets"),
}
"""What is counted in a race that is not for the score: a market of its own."""

TOP_FORMS = (
    "Top {n}", "Top {n} Finish", "Top {n} Finisher", "Top {n} Finishers", "To Finish Top {n}", "To Finish In Top {n}",
    "To Finish In The Top {n}", "Finish In Top {n}", "Finish In The Top {n}", "Finish Top {n}",
    "Top {n} (Including Ties)", "Top {n} Incl. Ties", "Top {n} Inc. Ties", "Top {n} Finish (Including Ties)",
    "Top {n} Finish (Incl. Ties)", "Top {n} Finish (Inc. Ties)", "Top {n} (Ties Included)", "Top-{n}", "Top-{n} Finish",
)  # fmt: skip
TOPS = (2, *range(4, 51))
"""The places of a ``top n finish``; the first three are a podium."""


def goals_in_turn() -> Iterator[tuple[str, str, int]]:
    """The phrase, the market's name and the number of the second goal and the later ones; the number is its line."""
    forms = (
        "Next Goal ({n})", "Next Goal {n}", "{o} Goal", "Goal {n}", "{o} Goal Team", "Team To Score {o} Goal",
        "Team To Score The {o} Goal", "Next Goal ({o})", "{o} Goal Winner", "Next Goal - {o} Goal", "To Score Goal {n}",
        "{w} Goal",
    )  # fmt: skip
    for n, word in enumerate(("Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth"), start=2):
        ordinal = f"{n}{ {2: 'nd', 3: 'rd'}.get(n, 'th') }"
        yield from ((form.format(n=n, o=ordinal, w=word), "next goal", n) for form in forms)


def races() -> Iterator[tuple[str, str, int]]:
    """The phrase, the market's name and the number of every race."""
    for n in RACES:
        for form in RACE_FORMS:
            phrase = form.format(n=n)
            yield phrase, "race to", n
            for unit, words in RACE_UNITS.items():
                yield from ((f"{phrase} {word}", f"{unit} race to", n) for word in words)


PEOPLES = (
    "American", "European", "Continental European", "Englishman", "English", "British", "Great Britain & Ireland",
    "GB & Ireland", "Irish", "Irishman", "Scottish", "Scot", "Australian", "Australasian", "Asian", "Japanese",
    "Korean", "South Korean", "Canadian", "South African", "African", "Scandinavian", "Nordic", "Swede", "Swedish",
    "Dane", "Danish", "Norwegian", "Spanish", "Spaniard", "French", "Frenchman", "German", "Italian",
    "South American", "Latin American", "Mexican", "Rest Of The World", "Rest Of World", "International",
    "Left Hander", "Lefty", "Amateur", "Rookie", "Debutant", "Senior",
)  # fmt: skip
"""Whose best one a bet is on ("Top American")."""


def tops() -> Iterator[tuple[str, str]]:
    """The phrase and the market's name of every ``top n finish``, and of the best of some of the field."""
    for people in PEOPLES:
        yield from ((f"Top {people}{who}", "top of a group") for who in ("", " Player", " Golfer", " Finisher"))
    for n in TOPS:
        yield from ((form.format(n=n), f"top {n} finish") for form in TOP_FORMS)
