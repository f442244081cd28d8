"""The books of the sample. The names are ones exports know; how each prices here is invented."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Book:
    """One book and its habits."""

    name: str
    margin: float
    """What it takes out of a price, as a share."""
    long_shot_bias: float
    """How much it shortens long shots and lengthens favourites: logits are multiplied by 1 − this."""
    softness: float
    """Spread of its lasting generosity by league and market, in log odds."""
    no_close: float
    """Share of straight bets that lack a closing line, besides live and open ones."""
    by_state: bool = True
    """Whether its name carries the bettor's state."""
    pick_em: bool = False
    """A DFS app: player markets only, in its own words."""
    commission: float = 0.0
    """Share of winnings an exchange keeps."""


BOOKS = (
    Book("DraftKings", 0.040, 0.05, 0.06, 0.08),
    Book("FanDuel", 0.040, 0.04, 0.06, 0.06),
    Book("Caesars", 0.045, 0.07, 0.08, 0.11),
    Book("BetMGM", 0.045, 0.07, 0.08, 0.10),
    Book("BetRivers", 0.050, 0.08, 0.09, 0.16),
    Book("Bet365", 0.045, 0.05, 0.07, 0.08),
    Book("Pinnacle", 0.020, 0.00, 0.02, 0.14, by_state=False),
    Book("Novig", 0.010, 0.00, 0.03, 0.26, by_state=False, commission=0.02),
    Book("PrizePicks", 0.070, 0.10, 0.10, 0.35, by_state=False, pick_em=True),
)
STATES = ("New York", "New Jersey", "Indiana", "Colorado", "Michigan", "Pennsylvania", "Ohio", "Arizona")
