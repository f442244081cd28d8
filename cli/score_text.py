"""A score for a person."""

from typing import TYPE_CHECKING

from cli.output import percent

if TYPE_CHECKING:
    from pikkit.scoring.score import Score

_ANSWERS = {
    "bet": "Bet: the expected value is positive over the whole interval.",
    "lean": "Lean: the expected value is positive, but not over the whole interval.",
    "pass": "Pass: the price does not pay for the risk.",
}


def score_text(score: "Score") -> str:
    """The verdict first, then the figures, the reasons, and what was missing."""
    low, high = score.interval
    lines = [
        _ANSWERS[score.verdict],
        f"  chance to win   {percent(score.p_win)} [{percent(low)}, {percent(high)}]; "
        f"the price alone says {percent(score.p_market)} (edge {percent(score.edge, signed=True)})",
        f"  fair odds       {score.fair_odds:.3f}, offered {score.odds:.3f}",
        f"  expected value  {percent(score.ev, signed=True)} of the stake",
        f"  stake           {percent(score.kelly, 2)} of the bankroll",
        *(f"  because         {reason}" for reason in score.reasons),
        *(f"  note            {warning}" for warning in score.warnings),
        f"  model           {score.model_version}",
    ]
    return "\n".join(lines)
