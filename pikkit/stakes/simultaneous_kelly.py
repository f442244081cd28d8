"""Kelly's rule for bets that are open together: one convex programme for all of them."""

import numpy as np

from pikkit.stakes.kelly_shares import full_kelly
from pikkit.stakes.staking_history import Floats, Ints, Slates, StakingHistory

_TOLERANCE = 1e-10
_LEFT = 1e-9
"""At least so much of the bankroll is never staked: a log of nothing is no number."""


def simultaneous_kelly(p: Floats, odds: Floats, event: Ints) -> Floats:
    """The shares f ≥ 0 that maximise E log(1 + Σ fᵢ rᵢ), rᵢ being odds − 1 or −1, with Σ f < 1.

    Events are independent of one another. Bets on one event win and lose together as far as their chances allow (one
    uniform draw decides all of them), which is the most they can add to each other's risk. The programme is concave;
    SciPy's SLSQP solves it, from the single bets' shares on, with the exact gradient.

    Args:
        p: Chance of winning, shape (n,); n at most some ten, as there are up to 2ⁿ outcomes.
        odds: Decimal odds, shape (n,).
        event: Each bet's event, shape (n,).
    """
    alone = full_kelly(p, odds)
    good = alone > 0
    if good.sum() < 2:
        return alone
    shares = np.zeros_like(alone)
    shares[good] = _solved(p[good], odds[good], event[good], alone[good])
    return shares


def slate_shares(history: StakingHistory, slates: Slates) -> Floats:
    """Each bet's share with its slate decided on at once, shape (n,)."""
    shares = full_kelly(history.p, history.odds)
    for first, size in zip(slates.first.tolist(), slates.size.tolist(), strict=True):
        rows = slice(first, first + size)
        if (shares[rows] > 0).sum() > 1:
            shares[rows] = simultaneous_kelly(history.p[rows], history.odds[rows], history.event[rows])
    return shares


def _solved(p: Floats, odds: Floats, event: Ints, start: Floats) -> Floats:
    from scipy.optimize import Bounds, LinearConstraint, minimize

    won, chance = _outcomes(p, event)
    gains = won * odds - 1

    def loss(shares: Floats) -> tuple[float, Floats]:
        wealth = np.maximum(1 + gains @ shares, _LEFT)
        return -float(chance @ np.log(wealth)), -(chance / wealth) @ gains

    room = 1 - 1e-6
    begin = start / max(1.0, start.sum() / 0.9)
    found = minimize(
        loss,
        begin,
        jac=True,
        method="SLSQP",
        bounds=Bounds(0, room),
        constraints=LinearConstraint(np.ones(len(p)), -np.inf, room),
        options={"ftol": _TOLERANCE, "maxiter": 200},
    )
    return np.asarray(np.clip(found.x, 0, 1), dtype=np.float64)


def _outcomes(p: Floats, event: Ints) -> tuple[Floats, Floats]:
    """Every joint outcome, shape (m, n), 1 for a win, and its chance, shape (m,)."""
    won, chance = np.zeros((1, len(p))), np.ones(1)
    for number in np.unique(event):
        members = np.flatnonzero(event == number)
        edges = np.concatenate([[0.0], np.sort(p[members]), [1.0]])
        width, middle = np.diff(edges), (edges[1:] + edges[:-1]) / 2
        alone = np.zeros((len(middle), len(p)))
        alone[:, members] = middle[:, None] < p[members][None]
        won = (won[:, None] + alone[None]).reshape(-1, len(p))
        chance = (chance[:, None] * width[None]).ravel()
    return won, chance
