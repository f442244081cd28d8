"""Kelly's rule for bets that are open together: one convex programme for all of them."""

import numpy as np

from pikkit.stakes.kelly_shares import full_kelly
from pikkit.stakes.staking_history import Floats, Ints, Slates, StakingHistory

_TOLERANCE = 1e-10
_LEFT = 1e-9
"""At least so much of the bankroll is never staked: a log of nothing is no number."""

_GAP = 1e-7
"""Nats of growth that may be left to gain."""
_ROUNDS, _TRACE = 20_000, 1e-6


def simultaneous_kelly(p: Floats, odds: Floats, event: Ints) -> Floats:
    """The shares f ≥ 0 that maximise E log(1 + Σ fᵢ rᵢ), rᵢ being odds − 1 or −1, with Σ f < 1.

    Events are independent of one another. Bets on one event win and lose together as far as their chances allow (one
    uniform draw decides all of them), which is the most they can add to each other's risk. The programme is concave;
    SciPy's SLSQP solves it, from the single bets' shares on, with the exact gradient; Cover's algorithm gains what that
    leaves, to 1e-7 nats.

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
    solution = minimize(
        loss,
        begin,
        jac=True,
        method="SLSQP",
        bounds=Bounds(0, room),
        constraints=LinearConstraint(np.ones(len(p)), -np.inf, room),
        options={"ftol": _TOLERANCE, "maxiter": 200},
    )
    shares = np.clip(solution.x, 0, room)
    shares *= min(1.0, room / shares.sum())  # SLSQP keeps a limit nearly
    return _improved(shares, won * odds, chance)


def _improved(shares: Floats, paid: Floats, chance: Floats) -> Floats:
    """The shares, until no others grow faster by more than ``_GAP`` nats: SLSQP stops early where little is kept.

    Cover's algorithm ("An algorithm for maximizing expected log investment return", IEEE Transactions on Information
    Theory 30, 1984): each share, and what is kept, is multiplied by what it pays on average for what the whole comes
    to. Growth never falls, and the log of the largest factor bounds what is still to be gained.
    """
    paid = np.column_stack([np.ones(len(paid)), paid])
    whole = np.append(1 - shares.sum(), shares)
    if _to_gain(whole, paid, chance)[0] <= _GAP:
        return shares
    whole = (whole + _TRACE) / (1 + _TRACE * len(whole))  # what is nothing would stay nothing
    for _ in range(_ROUNDS):
        gain, factors = _to_gain(whole, paid, chance)
        if gain <= _GAP:
            break
        whole *= factors
    return np.asarray(whole[1:], dtype=np.float64)


def _to_gain(whole: Floats, paid: Floats, chance: Floats) -> tuple[float, Floats]:
    """At most so many nats can still be gained, and the factors that say so."""
    factors = (chance / (paid @ whole)) @ paid
    return float(np.log(factors.max())), factors


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
