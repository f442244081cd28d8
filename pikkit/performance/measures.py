"""The sums that figures are made of, and the figures: what SQL gives, and what follows from it.

Bets on one event win and lose together. So ROI and mean CLV are ratios of sums over events, and their variance is the
linearised one of a ratio, clustered by event: with a ratio R of sums A and B over G events, Var(R) = G/(G-1) *
sum((A_e - R B_e)^2) / (sum B)^2 (Cochran, Sampling Techniques, 1977, 2.11 and 9A.2). Their intervals end at -1, where
all is lost (``mean_return``); where nothing came back nothing varies, and ``_all_lost`` says how far up it goes. Bets
of which no one event is known (parlays, outrights) are clustered by the day they were placed. It follows from sums of
A, B, A^2, A B and B^2, which SQL adds up.
"""

import math
from dataclasses import dataclass

from pikkit.base.intervals import mean_return, wilson

Z = 1.959964
"""95 %."""
FEWEST_CLUSTERS = 10
"""Events, and days of bets without one, below which a clustered interval would be too short to be told."""
ALL_LOST = -1 + 1e-9
"""Returns down to which nothing came back."""

CLUSTERED = """
    count(*) AS bets, count(*) FILTER (outcome = 'open') AS still_open,
    count(risked) AS priced, coalesce(sum(risked), 0) AS stake,
    coalesce(sum(risked * odds), 0) AS payable, coalesce(sum(won), 0) AS profit,
    count(*) FILTER (outcome = 'win') AS wins, count(*) FILTER (outcome = 'loss') AS losses,
    count(*) FILTER (outcome IN ('half_win', 'half_loss', 'part_win')) AS partial,
    count(share) AS decided, coalesce(sum(share), 0) AS share,
    count(*) FILTER (outcome = 'push') AS pushes, count(*) FILTER (outcome = 'void') AS voids,
    count(*) FILTER (outcome = 'cash_out') AS cash_outs, count(*) FILTER (outcome = 'unknown') AS unknown,
    count(clv) AS closes, coalesce(sum(clv), 0) AS clv, count(*) FILTER (clv > 0) AS beaten,
    count(*) FILTER (clv IS NOT NULL AND stake > 0) AS weighed,
    coalesce(sum(clv * stake) FILTER (stake > 0), 0) AS gained,
    coalesce(sum(stake) FILTER (clv IS NOT NULL AND stake > 0), 0) AS behind,
    coalesce(sum(fair_clv * stake) FILTER (stake > 0), 0) AS fair
"""
"""Sums over the bets of a cluster."""

COUNTS = (
    "bets", "still_open", "payable", "stake", "profit", "wins", "losses", "partial", "decided", "share", "pushes",
    "voids", "cash_outs", "unknown", "closes", "clv", "beaten", "weighed", "gained", "behind", "fair",
)  # fmt: skip
_TOLD = frozenset({"bets", "wins", "losses", "partial", "pushes", "voids", "cash_outs", "unknown", "closes"})
TOTALS = ", ".join(
    [
        *(f"sum({name}) AS {name}" for name in COUNTS),
        "count(*) FILTER (priced > 0) AS money_clusters",
        "count(*) FILTER (closes > 0) AS close_clusters",
        "sum(profit * profit) AS profit2",
        "sum(profit * stake) AS profit_stake",
        "sum(stake * stake) AS stake2",
        "sum(clv * clv) AS clv2",
        "sum(clv * closes) AS clv_closes",
        "sum(closes * closes) AS closes2",
        "count(*) FILTER (weighed > 0) AS weighed_clusters",
        "sum(gained * gained) AS gained2",
        "sum(gained * behind) AS gained_behind",
        "sum(behind * behind) AS behind2",
        "sum(fair * fair) AS fair2",
        "sum(fair * behind) AS fair_behind",
    ]
)
"""Sums over clusters."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95 % interval; None is what too few bets cannot say."""

    value: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class BetFigures:
    """What bets came to.

    Attributes:
        bets: How many, of which ``open`` are not settled.
        stake, profit: Of settled bets whose profit is known, in the bettor's currency.
        roi: Profit a unit staked; its interval is over events.
        wins, losses, pushes, voids, cash_outs, unknown: How the settled ones ended.
        partial: Bets settled in part: half won, half lost, a dead heat, a place of a bet each way.
        win_rate: Wins of wins and losses, those in part by their ``settled_share``, with Wilson's interval.
        closes: Bets with a closing price; ``coverage`` is their share.
        clv: Mean of odds / closing odds - 1; its interval is over events.
        clv_staked: The same mean, each bet by its stake: long shots on small stakes do not carry it.
        clv_median: The middle one; None without a close.
        clv_positive: Share of bets with a closing price that were taken at a better one.
        fair_clv: CLV without the bookmaker's margin: mean of odds times the chance by the close, minus 1, each bet by
            its stake (:mod:`pikkit.performance.close_margins`).
        fair_clv_median: The middle one; None without a close.
    """

    bets: int
    open: int
    stake: float
    profit: float
    roi: Estimate
    wins: int
    losses: int
    partial: int
    pushes: int
    voids: int
    cash_outs: int
    unknown: int
    win_rate: Estimate
    closes: int
    coverage: float | None
    clv: Estimate
    clv_staked: Estimate
    clv_median: float | None
    clv_positive: Estimate
    fair_clv: Estimate
    fair_clv_median: float | None


def figures_of(row: dict[str, float | None]) -> BetFigures:
    """The figures of one row of ``TOTALS``."""
    given = {name: value or 0 for name, value in row.items()}
    counts = {name: int(given[name]) for name in COUNTS if name in _TOLD}
    return BetFigures(
        **counts,
        open=int(given["still_open"]),
        stake=float(given["stake"]),
        profit=float(given["profit"]),
        roi=_all_lost(given) or _ratio(given, "profit", "stake", "money_clusters"),
        win_rate=_share(float(given["share"]), int(given["decided"])),
        coverage=counts["closes"] / counts["bets"] if counts["bets"] else None,
        clv=_ratio(given, "clv", "closes", "close_clusters"),
        clv_staked=_ratio(given, "gained", "behind", "weighed_clusters"),
        clv_median=row.get("clv_median"),
        clv_positive=_share(int(given["beaten"]), counts["closes"]),
        fair_clv=_ratio(given, "fair", "behind", "weighed_clusters"),
        fair_clv_median=row.get("fair_clv_median"),
    )


def _share(part: float, whole: int) -> Estimate:
    return Estimate(part / whole, *wilson(part, whole, Z)) if whole else Estimate()


def _all_lost(sums: dict[str, float]) -> Estimate | None:
    """ROI where nothing came back: no event won, which by Wilson's interval happens at up to z^2/(n + z^2)."""
    n = int(sums["money_clusters"])
    if not sums["stake"] or n < FEWEST_CLUSTERS or sums["profit"] / sums["stake"] > ALL_LOST:
        return None
    return Estimate(-1.0, -1.0, max(-1.0, sums["payable"] / sums["stake"] * wilson(0, n, Z)[1] - 1))


def _ratio(sums: dict[str, float], over: str, under: str, clusters: str) -> Estimate:
    if not sums[under]:
        return Estimate()
    ratio, n = sums[over] / sums[under], sums[clusters]
    if n < FEWEST_CLUSTERS:
        return Estimate(ratio)
    residual = sums[f"{over}2"] - 2 * ratio * sums[f"{over}_{under}"] + ratio * ratio * sums[f"{under}2"]
    error = math.sqrt(n / (n - 1) * max(residual, 0.0)) / sums[under]
    return Estimate(ratio, *mean_return(ratio, error, Z))
