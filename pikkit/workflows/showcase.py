"""One real bet to score: the newest that is still open, or, where none is, the newest."""

from typing import TYPE_CHECKING

import pyarrow.compute as pc

from pikkit.base.errors import NotReadyError
from pikkit.bets.outcome import BetType, Outcome

if TYPE_CHECKING:
    import pyarrow as pa

_ASKED = {
    "bettor": "bettor",
    "sportsbook": "sportsbook",
    "odds": "odds",
    "sport": "sport",
    "league": "league",
    "selection": "bet_info",
}
"""Fields of a score request, and the columns of the bets table they come from."""


def showcase(bets: "pa.Table") -> dict[str, object]:
    """The body of a score request for one of a store's straight bets, as if it were offered now.

    Raises:
        NotReadyError: The store holds no straight bet.
    """
    straight = bets.filter(pc.equal(bets["bet_type"], BetType.STRAIGHT))
    still_open = straight.filter(pc.equal(straight["outcome"], Outcome.OPEN))
    chosen = still_open if still_open.num_rows else straight
    if not chosen.num_rows:
        raise NotReadyError("The store holds no straight bet to score.")
    return _request(chosen)


def _request(bets: "pa.Table") -> dict[str, object]:
    """The request for the last bet; the store's order is that of placement."""
    row = bets.slice(bets.num_rows - 1).to_pylist()[0]
    return {name: row[column] for name, column in _ASKED.items() if row[column]}
