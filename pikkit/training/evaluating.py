"""The verdict: a bundle measured once on the held-out bets, and what becomes of it."""

import json
import logging
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np

from pikkit.base.errors import InputError
from pikkit.base.progress import Tell, silent
from pikkit.features.definitions.feature_matrix import MODEL_FEATURES
from pikkit.settings.anomalies import USUAL_ANOMALIES, AnomalyRules
from pikkit.training.bundle import Bundle, TrainingWindow
from pikkit.training.dataset import Mask, TrainingSet, load_training_set, settled_columns
from pikkit.training.evaluation import Evaluation, Kelly
from pikkit.training.evaluation import measure_bundle as measure
from pikkit.training.evaluation.backtest import USUAL_KELLY
from pikkit.training.evaluation.calibration import calibration_errors
from pikkit.training.evaluation.final_window import final_window
from pikkit.training.evaluation.learning import learning_curve
from pikkit.training.evaluation.segment_keys import KEYS, SegmentKeys, segment_keys, segments
from pikkit.training.gate import GateEvidence, GateVerdict, decide_promotion
from pikkit.training.logistic import logit
from pikkit.training.losses import log_losses
from pikkit.training.trust import trusted

GATED = ("sport", "market", "odds_band", "sportsbook")
"""What a challenger must not be surely worse in a part of."""
_JUDGING = "parts (read, measure, decide)"
_log = logging.getLogger("pikkit.training")


@dataclass(frozen=True)
class GatedEvaluation:
    """An evaluation on held-out bets, the gate's verdict, and the window the judged bundle learned from."""

    evaluation: Evaluation
    verdict: GateVerdict
    window: TrainingWindow

    def write(self, path: Path) -> None:
        """Write as one JSON object: the evaluation's figures, ``decision``, ``reasons`` and ``training_window``."""
        span = {**asdict(self.window), "start": self.window.start.isoformat(), "end": self.window.end.isoformat()}
        verdict = {"decision": self.verdict.decision, "reasons": list(self.verdict.reasons)}
        path.write_text(json.dumps({**self.evaluation.to_dict(), **verdict, "training_window": span}, indent=2) + "\n")


def evaluate(  # noqa: PLR0913 - all named
    training: Path,
    bundle: Path,
    out: Path,
    *,
    champion: Path | None,
    test_share: float,
    with_learning_curve: bool = False,
    kelly: Kelly = USUAL_KELLY,
    anomalies: AnomalyRules = USUAL_ANOMALIES,
    seed: int = 7,
    tell: Tell = silent,
) -> GatedEvaluation:
    """Measure the bundle on the held-out bets, decide on its promotion, and write both (``out``, JSON).

    A champion that this version cannot read does not keep a new one from being judged: the verdict is then against the
    price, and says why.

    Args:
        training: What the features step wrote.
        bundle: The challenger's folder.
        out: Where the record goes.
        champion: The champion's folder.
        test_share: Last share of the bets, by time, that is held out.
        with_learning_curve: Whether to refit on shares of the training window too, which takes about twice a refit.
        kelly: How stakes of the backtest are sized.
        anomalies: What learning does with bets out of the ordinary, for the learning curve.
        seed: Of everything random in the learning curve.
        tell: Told how much is done.

    Raises:
        InputError: The bundle has learned from bets as late as the held-out ones, so the figures would flatter it.
    """
    tell(0, 3, _JUDGING)
    data = load_training_set(training)
    split, held_out = final_window(data, test_share)
    test, keys = data.take(split.test), segment_keys(settled_columns(training, KEYS)).take(split.test)
    challenger = Bundle.load(bundle)
    _check_unseen(challenger, test)
    rival, unread = _rival(champion)
    tell(1, 3, _JUDGING)
    evaluation = replace(measure(challenger, test, keys=keys, champion=rival, kelly=kelly), window=held_out)
    if with_learning_curve:
        window = trusted(training, data, split.train, anomalies).singles()
        evaluation = replace(evaluation, learning_curve=learning_curve(challenger, window, test, seed))
    tell(2, 3, _JUDGING)
    verdict = decide_promotion(_evidence(challenger, rival, test, keys))
    verdict = replace(verdict, reasons=(*verdict.reasons, *unread))
    gated = GatedEvaluation(evaluation, verdict, challenger.window)
    gated.write(out)
    return gated


def _rival(champion: Path | None) -> tuple[Bundle | None, tuple[str, ...]]:
    """The champion, if there is one that can be read; if not, why."""
    if champion is None:
        return None, ()
    try:
        return _comparable(Bundle.load(champion)), ()
    except InputError as error:
        sentence = f"The champion cannot be compared with, so the price was: {error}"
        _log.warning(sentence)
        return None, (sentence,)


def _comparable(champion: Bundle) -> Bundle:
    unknown = sorted(set(champion.feature_names) - set(MODEL_FEATURES))
    if unknown:
        raise InputError(f"It needs features that are no longer learned from: {', '.join(unknown)}.")
    return champion


def _check_unseen(bundle: Bundle, test: TrainingSet) -> None:
    if len(test) and bundle.window.end_microseconds >= test.placed_at[0]:
        raise InputError(
            f"The bundle learned from bets settled until {bundle.window.end:%Y-%m-%d %H:%M}, when held-out bets were "
            "already placed: evaluate it with the test share it was trained with."
        )


def _evidence(challenger: Bundle, champion: Bundle | None, test: TrainingSet, keys: SegmentKeys) -> GateEvidence:
    """Losses on the decided held-out bets; with a champion, on those placed after all that it learned from."""
    rows: Mask = test.decided
    if champion:
        rows = rows & (test.placed_at > champion.window.end_microseconds)
    judged, keys = test.take(rows), keys.take(rows)
    prediction = challenger.predict_set(judged)
    rival = champion.predict_set(judged).p_win if champion else prediction.p_market
    ours, theirs = (log_losses(logit(p), judged.won) for p in (prediction.p_win, rival))
    errors = calibration_errors(prediction.p_win, judged.won, judged.event, np.zeros(len(judged), dtype=np.int64), 1, 0)
    return GateEvidence(
        challenger=ours,
        incumbent=theirs,
        event=judged.event,
        ece=errors.ece[0].value,
        against_champion=champion is not None,
        ece_by_chance=float(errors.by_chance[0]),
        divisions=tuple(segments(by, judged, keys) for by in GATED),
    )
