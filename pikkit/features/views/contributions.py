"""What each settled bet adds to its entities' histories, and from when on it is known."""

import ibis
import ibis.expr.types as ir

from pikkit.bets.outcome import BetType, Outcome
from pikkit.features.views.entity_keys import with_keys
from pikkit.features.views.view import SMALLEST_STAKE

CLV_BOUND = 0.5
"""One absurd closing line must not speak for a whole book."""

PARTS = {
    "wins": 1e6,
    "clv_sum": 1e9,
    "clv_square_sum": 1e9,
    "excess_sum": 1e9,
    "stake_sum": 1e6,
    "profit_sum": 1e6,
    "log_stake_sum": 1e6,
    "log_stake_square_sum": 1e6,
}
"""How many parts a unit of each sum is counted in. Whole parts add up exactly in 64-bit floats (up to 2^53 of them) in
any order, so a history gives the same sums to the last bit on every engine and whatever else is in the table."""


def observations(bets: ir.Table) -> ir.Table:
    """What each settled bet adds to its entities' histories, known from ``known_at`` on.

    The bets' times are whole microseconds since 1970, exact on every engine.

    A bet placed at the very moment another settles does not know of it, so the outcome is known one microsecond
    later. A settlement dated before the bet was placed (a wrong clock) counts from when it was placed, so that no bet
    ever knows its own outcome. A bet without a settlement time is never known to have settled. Parlays are marked as
    such (``parlay``) and are seen by their own views only; a round robin, a bundle of parlays, adds nothing.
    """
    settled = with_keys(bets).filter(
        bets.settled_at.notnull() & (bets.bet_type != BetType.ROUND_ROBIN) & (bets.outcome != Outcome.OPEN)
    )
    return settled.mutate(
        known_at=ibis.greatest(settled.settled_at, settled.placed_at) + 1,
        parlay=settled.bet_type == BetType.PARLAY,
        **_whole_parts(_contributions(settled)),
    )


def _contributions(bets: ir.Table) -> dict[str, ir.FloatingValue]:
    clv = (bets.odds / bets.closing_odds - 1).clip(-CLV_BOUND, CLV_BOUND)
    share = _settled_share(bets)
    log_stake = ibis.greatest(bets.stake, SMALLEST_STAKE).ln()
    return {
        "bets": ibis.literal(1.0),
        "closes": clv.notnull().cast("float64"),
        "clv_sum": clv.fill_null(0.0),
        "clv_square_sum": (clv * clv).fill_null(0.0),
        "clv_positive": (clv > 0).fill_null(False).cast("float64"),
        "decided": share.notnull().cast("float64"),
        "wins": share.fill_null(0.0),
        "excess_sum": (share - 1 / bets.odds).fill_null(0.0),
        "run_wins": bets.outcome.isin([Outcome.WIN, Outcome.HALF_WIN]).cast("float64"),
        "run_losses": bets.outcome.isin([Outcome.LOSS, Outcome.HALF_LOSS]).cast("float64"),
        "stake_sum": bets.stake,
        "profit_sum": bets.profit.fill_null(0.0),
        "log_stake_sum": log_stake,
        "log_stake_square_sum": log_stake * log_stake,
        "legs_sum": bets.n_legs.cast("float64"),
    }


def _settled_share(bets: ir.Table) -> ir.FloatingValue:
    """``pikkit.bets.settlement.settled_share``, as an expression of columns that every table of bets has."""
    staked = ibis.cases((bets.stake > 0, bets.stake * bets.odds), else_=ibis.null("float64"))
    returned = ((bets.stake + bets.profit) / staked).clip(0.0, 1.0)
    return ibis.cases(
        (bets.outcome == Outcome.WIN, 1.0),
        (bets.outcome == Outcome.LOSS, 0.0),
        (bets.outcome == Outcome.HALF_WIN, (1 + 1 / bets.odds) / 2),
        (bets.outcome == Outcome.HALF_LOSS, 1 / (2 * bets.odds)),
        (bets.outcome == Outcome.PART_WIN, returned),
        else_=ibis.null("float64"),
    )


def _whole_parts(contributions: dict[str, ir.FloatingValue]) -> dict[str, ir.Value]:
    """Count each contribution in whole ``PARTS``; Views take the sums back to units."""
    return {name: (value * PARTS[name]).round(0) if name in PARTS else value for name, value in contributions.items()}
