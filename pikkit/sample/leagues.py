"""The leagues of the sample: how results spread in each, and how its markets are worded."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class League:
    """One league. Results are logistic variables; scales turn them into points, goals or games."""

    name: str
    sport: str
    weight: float
    """Share of the events."""
    strength: float
    """Spread of the teams' strengths, in units of the margin's noise."""
    home_edge: float
    margin_scale: float
    """Points one unit of margin is worth."""
    draw_width: float
    """Half-width of the margins that are a draw, in units; 0 where there is none."""
    spreads: bool
    total: float
    total_scale: float
    total_words: str
    props: tuple[tuple[str, float, float], ...]
    """Player statistics: words, lowest and highest usual line."""
    separator: str
    people: bool = False
    """Whether the sides are players, not teams."""


_NBA_PROPS = (("Points", 8.5, 30.5), ("Rebounds", 3.5, 12.5), ("Assists", 2.5, 10.5))
_NFL_PROPS = (("Passing Yards", 180.5, 310.5), ("Rushing Yards", 20.5, 90.5), ("Receptions", 2.5, 7.5))
_MLB_PROPS = (("Strikeouts", 3.5, 8.5), ("Total Bases", 0.5, 2.5), ("Hits + Runs + RBIs", 0.5, 2.5))

LEAGUES = (
    League("NBA", "Basketball", 0.28, 0.5, 0.25, 7.0, 0.0, True, 226, 11.0, "Total Match Points", _NBA_PROPS, " @ "),
    League("NFL", "Football", 0.12, 0.5, 0.2, 7.5, 0.0, True, 45, 7.5, "Total Match Points", _NFL_PROPS, " @ "),
    League("MLB", "Baseball", 0.22, 0.3, 0.15, 2.4, 0.0, True, 8.6, 2.5, "Total Runs", _MLB_PROPS, " @ "),
    League(
        "NHL", "Hockey", 0.14, 0.3, 0.15, 1.4, 0.0, True, 6.1, 1.3, "Total Goals", (("Shots on Goal", 1.5, 4.5),), " @ "
    ),
    League(
        *("England Premier League", "Soccer", 0.14, 0.7, 0.35, 1.0, 0.6, False, 2.7, 0.95, "Total"),
        props=(("Shots on Target", 0.5, 2.5),),
        separator=" vs. ",
    ),
    League(
        *("ATP", "Tennis", 0.10, 0.8, 0.0, 3.0, 0.0, False, 22.8, 2.6, "Total Games"),
        props=(("Aces", 3.5, 12.5),),
        separator=" vs. ",
        people=True,
    ),
)
