"""A training's outcome for a person."""

from pikkit.cli.figure_texts import gap_words, interval_text
from pikkit.cli.output import count, decimals
from pikkit.workflows.home_record import TrainingRecord

_BECAME = {
    "champion": "it serves from now on",
    "challenger": "it is kept as the challenger; the champion goes on serving",
}


def training_text(record: TrainingRecord) -> str:
    """What was learned from, how it did, and what the gate decided."""
    figures, window = record.evaluation, record.evaluation.training_window
    losses = (figures.log_loss_price_closed, figures.log_loss_model_closed, figures.log_loss_close)
    price, model, close = (decimals(loss) for loss in losses)
    gap = figures.gap_closed
    share = gap_words(losses[0], losses[2], interval_text(gap.value, gap.low, gap.high))
    return "\n".join(
        [
            f"  learned from       {window.bets:,} straight bets, {window.start:%Y-%m-%d} to {window.end:%Y-%m-%d}",
            f"  judged on          {figures.decided:,} later bets won or lost, {figures.closed:,} with a closing line",
            "  serving            fitted again, the same way, on all of them",
            *_quoted(record),
            *([f"  tuning             {record.tuning.words()}"] if record.tuning else []),
            f"  log loss           price {price}, model {model}, closing line {close}",
            f"  gap closed         {share}",
            f"  calibration error  {decimals(figures.ece, 4)}",
            f"  model              {record.version}, {record.model.alias or 'no alias'}",
            f"  gate               {figures.decision}: {_BECAME.get(record.model.alias or '', 'it will not serve')}. "
            f"{' '.join(figures.reasons)}",
            *([f"  report             {record.model_report}"] if record.model_report else []),
        ]
    )


def _quoted(record: TrainingRecord) -> list[str]:
    """What stored quotes added; nothing where no bet has any."""
    quotes = record.quotes
    if not quotes.quoted:
        return []
    closes = count(quotes.filled_closes, "bet")
    return [f"  quotes             other books' prices on {quotes.quoted:,} bets; {closes} gained a closing price"]
