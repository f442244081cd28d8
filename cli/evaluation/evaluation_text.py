"""An evaluation for a person: a short table, and what it means in a sentence."""

import math
from typing import TYPE_CHECKING

from pikkit.base.line_gap import has_no_gap
from pikkit.cli.figure_texts import gap_words, interval_text
from pikkit.cli.output import count, decimals, percent
from pikkit.workflows.export_judgement import JudgedExports

if TYPE_CHECKING:
    from pikkit.training.evaluation import Backtest, Evaluation, Measured


def evaluation_text(judged: JudgedExports) -> str:
    """The figures, the reading, and the warnings."""
    figures = judged.evaluation
    bad = sum(judged.quarantined.values())
    gap = gap_words(figures.log_loss_price_closed, figures.log_loss_close, _measured(figures.gap_closed))
    losses = [
        decimals(loss)
        for loss in (figures.log_loss_price_closed, figures.log_loss_model_closed, figures.log_loss_close)
    ]
    lines = [
        f"Model {judged.model_version} on {count(figures.bets, 'settled bet')}: {figures.decided:,} won or lost, "
        f"{figures.closed:,} of them with a closing line; {count(bad, 'row')} quarantined.",
        "",
        "                      price     model   closing line",
        f"  log loss          {losses[0]:>7}   {losses[1]:>7}        {losses[2]:>7}",
        f"  gap closed        {gap}",
        f"  expected          {_measured(figures.gap_closed_expected)}, if the closing line is right on average",
        f"  Brier score       {decimals(figures.brier)}",
        f"  calibration error {calibration_text(figures)}",
        f"  bets with ev > 0  {figures.taken:,}: ROI {_measured(figures.roi)}, CLV {_measured(figures.clv)}",
        *(f"  {line}" for line in map(bankroll_text, figures.backtests)),
        "",
        gap_text(figures),
    ]
    return "\n".join([*lines, *(f"Warning: {sentence}" for sentence in judged.warnings)])


def calibration_text(figures: "Evaluation") -> str:
    """The model's calibration error beside what chance alone would give."""
    chance = [decimals(table.ece_by_chance, 4) for table in figures.calibration if table.of == "model"]
    return decimals(figures.ece, 4) + "".join(f" (true probabilities would have {by}, by chance)" for by in chance)


def bankroll_text(backtest: "Backtest") -> str:
    """What a bankroll would have become, in a line."""
    final, fall = backtest.final, backtest.max_drawdown
    became = f"1 becomes {final.value:.2f} (95 % interval {final.low:.2f} to {final.high:.2f})"
    return (
        f"{backtest.staking:<5} stakes      {became} over {count(backtest.taken, 'bet')}; "
        f"largest fall {percent(fall.value, 0)}"
    )


def _measured(figure: "Measured") -> str:
    return interval_text(figure.value, figure.low, figure.high)


def gap_text(figures: "Evaluation") -> str:
    """What the share of the gap says, in a sentence."""
    gap = figures.gap_closed
    if has_no_gap(figures.log_loss_price_closed, figures.log_loss_close):
        return "The closing line was no better than the price on these bets, so there was no gap to close."
    if not math.isfinite(gap.value):
        return "No closing lines to compare with, so nothing says how much the model knows beyond the price."
    if gap.low > 0:
        share = percent(gap.value, 0)
        return f"The model surely knows more than the price: it closes {share} of the gap to the closing line."
    if gap.high < 0:
        return "The model is surely worse than the price alone on these bets."
    return "On these bets the model cannot be told from the price alone; more bets would narrow the interval."
