"""A score for a person."""

from typing import TYPE_CHECKING

from pikkit.cli.output import count, percent, points
from pikkit.scoring.price_only import PRICE_ONLY

if TYPE_CHECKING:
    from pikkit.money.stake_advice import StakeAdvice
    from pikkit.scoring.files import FilesScored
    from pikkit.scoring.score import Score

_ANSWERS = {
    "bet": "Bet: the expected value is positive over the whole interval.",
    "lean": "Lean: the expected value is positive, but not over the whole interval.",
    "pass": "Pass: the price does not pay for the risk.",
}


def score_text(score: "Score", stake: "StakeAdvice | None" = None) -> str:
    """The verdict first, then the figures, the reasons, and what was missing."""
    lines = [
        _answer(score),
        f"  chance to win   {_chance(score)}",
        f"  fair odds       {score.fair_odds:.3f}, offered {score.odds:.3f}",
        f"  expected value  {_worth(score)}",
        f"  stake           {_stake(score, stake)}",
        *(f"  because         {reason}" for reason in score.reasons),
        *(f"  note            {warning}" for warning in score.warnings),
        f"  model           {score.model_version}",
    ]
    return "\n".join(lines)


def _answer(score: "Score") -> str:
    """A price that is set against nothing is no reason to pass, nor to bet."""
    if score.model_version == PRICE_ONLY:
        return "No opinion: there is no model yet, and this is what the price says."
    return _ANSWERS[score.verdict]


def _chance(score: "Score") -> str:
    if score.model_version == PRICE_ONLY:
        return percent(score.p_win)
    low, high = score.interval
    return (
        f"{percent(score.p_win)} [{percent(low)}, {percent(high)}]; the price alone says {percent(score.p_market)} "
        f"(edge {points(score.edge)})"
    )


def _worth(score: "Score") -> str:
    if score.model_version == PRICE_ONLY:
        return "not known: the price has the book's margin in it"
    return f"{percent(score.ev, signed=True)} of the stake"


def _stake(score: "Score", stake: "StakeAdvice | None") -> str:
    if stake is None or stake.amount is None:
        return f"{percent(score.kelly, 2)} of the bankroll"
    return stake.sentence.removeprefix("Stake ").removesuffix(".")


def scored_document(done: "FilesScored") -> dict[str, object]:
    """What became of a file."""
    return {
        "out": str(done.out),
        "model_version": done.model_version,
        "scored": done.scored,
        "rejected": done.rejected,
        "rejects": str(done.rejects) if done.rejects else None,
        "verdicts": dict(done.verdicts),
    }


def scored_text(done: "FilesScored") -> str:
    """How many scores, of which verdict, and where."""
    verdicts = ", ".join(f"{number:,} {verdict}" for verdict, number in done.verdicts.most_common())
    lines = [f"{count(done.scored, 'bet')} scored by {done.model_version} ({verdicts or 'none'}): {done.out}"]
    if done.rejects:
        lines.append(f"{count(done.rejected, 'row')} rejected, with the reason: {done.rejects}")
    return "\n".join(lines)
