"""The words that figures are called by, said once: pages take them from here, docs/glossary.md is held to them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the trade: how it is written, what is counted in which unit (empty: none), and what it means."""

    name: str
    unit: str
    meaning: str


GLOSSARY = {
    "beat_close": Term(
        "Beat the close",
        "% of bets with a close",
        "Share of the bets with a closing price that were taken at a better one, margin or not. It has to be more than "
        "half, and better by more than the margin (see CLV), to be a sign of skill.",
    ),
    "calibration_error": Term(
        "Calibration error",
        "probability points",
        "Of the bets said to win with 40 %, 40 % should. The error (ECE) is the mean distance from that; some of it "
        "is chance.",
    ),
    "close": Term("Close, closing price", "decimal odds", "The last price before the start, margin included."),
    "clv": Term(
        "CLV",
        "% of the stake",
        "Closing line value: what a unit staked earns on average if the closing price, its bookmaker's margin taken "
        "off, is right: odds · chance by the close − 1. Bets without a closing price are left out; coverage says how "
        "many that are.",
    ),
    "coverage": Term(
        "Coverage",
        "% of bets",
        "Share of the bets that have a closing price. The lower it is, the less the closing line value says of the "
        "rest.",
    ),
    "drawdown": Term("Drawdown", "money", "How far the profit so far is below its highest point so far."),
    "edge": Term(
        "Edge",
        "probability points",
        "The chance that the model gives a bet minus the chance that its price implies, margin and bias removed.",
    ),
    "ev": Term(
        "EV",
        "% of the stake",
        "Expected value: the expected profit per unit staked, chance · odds − 1. Right only as far as the chance is.",
    ),
    "gap_closed": Term(
        "Gap closed",
        "% of the gap",
        "The share of the log-loss gap between the calibrated price (0) and the close (1) that the model closes, on "
        "later bets.",
    ),
    "interval": Term(
        "Interval",
        "",
        "Where the true figure lies in 95 of 100 cases like this one. Bets on one event are one observation, because "
        "they win and lose together.",
    ),
    "kelly": Term(
        "Kelly",
        "% of the bankroll",
        "The fraction of the bankroll that makes it grow fastest if the chance is right; it is not, so a capped "
        "fraction of it is said.",
    ),
    "lean": Term(
        "Lean",
        "",
        "A verdict between bet and pass: the expected value is positive, but not over the whole interval of the "
        "chance.",
    ),
    "log_loss": Term(
        "Log loss",
        "nats a bet",
        "−ln of the chance given to what happened; its mean is what models are compared by. Lower knows more.",
    ),
    "roi": Term(
        "ROI",
        "% of the stake",
        "Return on investment: profit / stakes of settled bets. It takes thousands of bets to tell it from luck.",
    ),
    "win_rate": Term(
        "Win rate",
        "% of wins and losses",
        "Wins of wins and losses, those settled in part by the share that was paid; it says nothing without the "
        "prices.",
    ),
}
"""By the key that pages ask with, in the order of their names."""
