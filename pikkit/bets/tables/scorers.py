"""Who scores first, second, third or last: the phrases of all of them, made from their parts."""

from collections.abc import Iterator

_THREES = tuple(
    f"{three}{made}"
    for three in ("Three", "Three Pointer", "3-Pointer", "Three Point", "3 Point", "3-Pt", "3pt", "3P", "3-Pt.")
    for made in ("", " FG", " Field Goal", " Shot")
)
_THINGS: dict[str, tuple[str, ...]] = {
    "touchdown scorer": ("Touchdown", "TD"),
    "goalscorer": ("Goal",),
    "tryscorer": ("Try",),
    "basket scorer": ("Basket", "Bucket"),
    "three-pointer scorer": (*_THREES, "Made Three", "Made 3"),
}
"""The end of a market's name to what is scored."""

_ORDINALS = {"first": ("First", "1st"), "second": ("Second", "2nd"), "third": ("Third", "3rd"), "last": ("Last",)}
_FORMS = (
    "{o} {t} Scorer", "{o} {t} Made", "To Score {o} {t}", "To Score The {o} {t}", "Player To Score {o} {t}",
    "Player To Score The {o} {t}", "Scorer Of {o} {t}", "Scorer Of The {o} {t}", "To Make {o} {t}",
    "To Make The {o} {t}", "To Score {o} {t} Of The Game", "Scores {o} {t}", "Scores The {o} {t}",
)  # fmt: skip
_ALONE = frozenset({"first", "last"})
"""Without "scorer", a second or a third goal is the team's."""


def scorers() -> Iterator[tuple[str, str]]:
    """The phrase and the market's name of every scorer told by his turn."""
    for ordinal, words in _ORDINALS.items():
        for kind, things in _THINGS.items():
            forms = (*_FORMS, "{o} {t}") if ordinal in _ALONE else _FORMS
            for word in words:
                team = f"{ordinal} team {kind}"
                for scorer in (" Scorer", "scorer"):
                    yield from ((f"{word} Team {t}{scorer}", team) for t in things)
                    yield from ((f"Team {word} {t}{scorer}", team) for t in things)
                yield from (
                    (f"{word} {t}scorer", f"{ordinal} {kind}") for t in things if kind.endswith(f"{t.lower()}scorer")
                )
                yield from ((form.format(o=word, t=thing), f"{ordinal} {kind}") for form in forms for thing in things)
