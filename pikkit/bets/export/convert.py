"""From typed values to the bets table."""

from dataclasses import dataclass

import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pikkit.bets.export.selections import read_selections
from pikkit.bets.export.texts import map_texts, or_null
from pikkit.bets.export.values import Values, is_open
from pikkit.bets.names import canonical_leagues, canonical_sports, canonical_sportsbook
from pikkit.bets.outcome import BetType, Outcome
from pikkit.bets.schema import BETS
from pikkit.bets.settlement import refine_outcomes, settled_share


@dataclass(frozen=True, slots=True)
class Origin:
    """Whose bets these are and which file they come from."""

    bettor: str
    source: str


def to_bets(values: Values, lines: npt.ArrayLike, origin: Origin) -> dict[str, pa.Array]:
    """The columns of the ``BETS`` schema, one value for every row, good or bad. An open bet has no profit yet."""
    texts, rows = values.texts, len(values.odds)
    undecided = is_open(values)
    profit = _unless(undecided, values.profit)
    selection = selection_columns(texts["bet_info"], values.bet_type, texts["sportsbook"])
    money = (values.odds, values.stake, profit)
    outcome = refine_outcomes(values.bet_type, values.outcome, *money, selection["line"], texts["bet_info"])
    leagues = map_texts(texts["leagues"], canonical_leagues, pa.string())
    columns = {
        "bettor": _constant(origin.bettor, rows),
        "bet_id": texts["bet_id"],
        "sportsbook": map_texts(texts["sportsbook"], lambda text: canonical_sportsbook(text)[0], pa.string()),
        "region": map_texts(texts["sportsbook"], lambda text: canonical_sportsbook(text)[1], pa.string()),
        "bet_type": values.bet_type,
        "outcome": outcome,
        "odds": values.odds,
        "closing_odds": values.closing_odds,
        "source_ev": values.source_ev,
        "stake": values.stake,
        "profit": profit,
        "bonus": is_bonus(values.outcome, profit, values.stake),
        "placed_at": values.placed_at,
        "settled_at": _unless(undecided, values.settled_at),
        "sport": _sports(texts["sports"], leagues),
        "league": leagues,
        "bet_info": or_null(texts["bet_info"]),
        "tags": or_null(texts["tags"]),
        "source": _constant(origin.source, rows),
        "source_line": pa.array(lines, pa.int64()),
        **selection,
        "settled_share": settled_share(outcome, *money),
    }
    return {name: columns[name] for name in BETS.names}


def is_bonus(outcome: pa.Array, profit: pa.Array, stake: pa.Array) -> pa.Array:
    """Which bets were staked with a bonus: losses that cost nothing, and promotions that paid without a stake."""
    free = pc.and_(pc.equal(outcome, Outcome.LOSS), pc.equal(profit, 0.0))
    paid = pc.and_(pc.equal(stake, 0.0), pc.greater(profit, 0.0))
    return pc.fill_null(pc.or_kleene(free, paid), fill_value=False)


def selection_columns(bet_info: pa.Array, bet_type: pa.Array, sportsbook: pa.Array) -> dict[str, pa.Array]:
    """What a straight bet is on, as its book means it; a bet of several legs has them in its text only."""
    selections = read_selections(bet_info, sportsbook)
    straight = pc.fill_null(pc.equal(bet_type, BetType.STRAIGHT), fill_value=False)
    several = pc.invert(straight)
    names = ("market", "side", "line", "subject", "home", "away", "period")
    return {
        "n_legs": pc.max_element_wise(
            selections.legs, pc.if_else(straight, pa.scalar(1, pa.int32()), pa.scalar(2, pa.int32()))
        ),
        "live": selections.live,
        **{name: _unless(several, getattr(selections, name)) for name in names},
    }


def _sports(texts: pa.Array, leagues: pa.Array) -> pa.Array:
    """The sports given, or else those of the leagues."""
    given = map_texts(texts, canonical_sports, pa.string())
    if not given.null_count:
        return given
    inferred = map_texts(pc.fill_null(leagues, ""), lambda league: canonical_sports("", league), pa.string())
    return pc.coalesce(given, inferred)


def _unless(mask: pa.Array, values: pa.Array) -> pa.Array:
    return pc.if_else(mask, pa.scalar(None, values.type), values)


def _constant(text: str, rows: int) -> pa.Array:
    return pa.repeat(pa.scalar(text, pa.string()), rows)
