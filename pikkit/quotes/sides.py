"""Which side of its market a quote is on, by what the feed calls its selection."""

import pyarrow as pa
import pyarrow.compute as pc

from pikkit.bets.letters import key_of
from pikkit.bets.outcome import Side
from pikkit.quotes.canonical import mapped

_WORDS = {
    **dict.fromkeys(("draw", "tie", "thedraw", "x"), Side.DRAW),
    **{side.value: side for side in (Side.OVER, Side.UNDER, Side.YES, Side.NO)},
    "higher": Side.OVER,
    "lower": Side.UNDER,
}
_ORIENTED = {Side.HOME.value: Side.HOME, Side.AWAY.value: Side.AWAY}


def sides(selection: pa.Array, home: pa.Array, away: pa.Array) -> pa.Array:
    """A ``Side`` for each selection (a team of its event, Draw, Over, …); null where it is none of its market's."""
    key = mapped(selection, key_of)
    words = mapped(selection, lambda text: _WORDS.get(key_of(text)))
    oriented = mapped(selection, lambda text: _ORIENTED.get(key_of(text)))
    is_home, is_away = pc.equal(key, mapped(home, key_of)), pc.equal(key, mapped(away, key_of))
    teams = pc.case_when(pc.make_struct(is_home, is_away), pa.scalar("home"), pa.scalar("away"))
    return pc.coalesce(teams, words, oriented)
