"""The model beside other ways to say how likely a win is."""

import numpy as np

from pikkit.training.bundle import Bundle
from pikkit.training.dataset import Floats, Mask
from pikkit.training.evaluation.judged import JudgedBets
from pikkit.training.evaluation.ratio_intervals import mean_ratio
from pikkit.training.evaluation.record import Comparison
from pikkit.training.logistic import logit
from pikkit.training.losses import log_losses

NO_INFORMATION, PRICE, CLOSING_LINE, CHAMPION = "no information", "price", "closing line", "champion"


def compare_models(judged: JudgedBets, champion: Bundle | None, seed: int) -> tuple[Comparison, ...]:
    """The comparisons there are bets for; the champion's on those placed after all that it learned from."""
    everything = np.ones(len(judged), dtype=np.bool_)
    rate = float(judged.data.won.mean()) if len(judged) else 0.5
    base = log_losses(np.full(len(judged), logit(np.array([rate]))[0]), judged.data.won)
    rivals: list[tuple[str, Floats, Mask]] = [
        (NO_INFORMATION, base, everything),
        (PRICE, judged.loss_price, everything),
        (CLOSING_LINE, judged.loss_close, judged.closed),
    ]
    if champion:
        new = judged.data.placed_at > champion.window.end_microseconds
        champion_margin = logit(champion.predict_set(judged.data).p_win)
        rivals.append((CHAMPION, log_losses(champion_margin, judged.data.won), new))
    return tuple(_comparison(name, loss, judged, rows, seed) for name, loss, rows in rivals if rows.any())


def _comparison(name: str, loss: Floats, judged: JudgedBets, rows: Mask, seed: int) -> Comparison:
    ours, theirs, event = judged.loss_model[rows], loss[rows], judged.data.event[rows]
    gain = mean_ratio(theirs - ours, np.ones_like(ours), event, seed)
    return Comparison(name, int(rows.sum()), float(theirs.mean()), float(ours.mean()), gain)
