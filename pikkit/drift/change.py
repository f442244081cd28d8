"""An online detector: says as early as it can that a stream of scores comes from elsewhere than it used to."""

from dataclasses import dataclass, field

import numpy as np

from pikkit.drift.detector_values import Floats
from pikkit.drift.detectors.detector import finite
from pikkit.drift.effect_bands import Bands
from pikkit.drift.result import DriftResult
from pikkit.settings.drift_severity import DriftSeverity

CHANGE = "change"
CHANGE_BANDS = Bands(0.05, 0.1)
RUN_LENGTH = 100_000
"""Bets to expect before a false alarm, at least."""
TILTS = np.array([-1.6, -0.8, -0.4, 0.4, 0.8, 1.6])


@dataclass
class ChangeDetector:
    """Watches a stream of numbers, one at a time or many.

    Every number becomes its rank among the reference's (ties by a coin), which is uniform on [0, 1] until something
    changes. Bets 1 + t·(u − ½) on higher or lower ranks and 1 + t·(|2u − 1| − ½) on more or less extreme ones then are
    e-values, and their Shiryaev–Roberts sums R ← (R + 1)·bet, averaged, an e-detector: an alarm at ``run_length`` comes
    after at least ``run_length`` numbers on average while nothing changes (Shin, Ramdas & Rinaldo, *NEJSDS* 2(2), 2024;
    with ranks: Vovk et al., *Retrain or not retrain*, COPA 2021). That holds for a reference without end; a finite one
    is itself off by chance, which ``benchmarks/drift_bench.py`` measures.
    """

    reference: Floats
    run_length: float = RUN_LENGTH
    seed: int = 0
    seen: int = 0
    alarm: int | None = None
    """How many numbers had been seen at the alarm; None before it."""
    _log_sums: Floats = field(default_factory=lambda: np.full(2 * len(TILTS), -np.inf))
    _ranks: list[Floats] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Sort the reference."""
        self.reference = np.sort(finite(self.reference, "the stream", "reference"))
        self._generator = np.random.default_rng(self.seed)

    def update(self, values: Floats) -> bool:
        """Watch some more, in their order; returns whether there has been an alarm."""
        ranks = self._rank(np.asarray(values, dtype=np.float64))
        if len(ranks):
            evidence = self._evidence(ranks)
            over = np.flatnonzero(evidence >= np.log(self.run_length))
            if len(over) and self.alarm is None:
                self.alarm = self.seen + int(over[0]) + 1
            self._ranks.append(ranks)
            self.seen += len(ranks)
        return self.alarm is not None

    def result(self, feature: str) -> DriftResult:
        """The state as a result; its effect is how far ranks moved, or spread, since evidence began to grow."""
        ranks = np.concatenate(self._ranks) if self._ranks else np.full(1, 0.5)
        start = self._start(ranks)
        moved = abs(float(np.mean(ranks[start:])) - 0.5)
        spread = abs(float(np.mean(np.abs(2 * ranks[start:] - 1))) - 0.5)
        evidence, bands = self._mean(self._log_sums), CHANGE_BANDS
        effect = max(moved, spread)
        severity = DriftSeverity.NONE if self.alarm is None else bands.severity(effect, None, 1.0)
        return DriftResult(
            feature,
            CHANGE,
            float(evidence) if np.isfinite(evidence) else 0.0,
            None,
            effect,
            "shift of the mean rank",
            bands.warning,
            len(self.reference),
            self.seen,
            severity,
        )

    def _rank(self, values: Floats) -> Floats:
        values = values[np.isfinite(values)]
        below = np.searchsorted(self.reference, values, side="left")
        equal = np.searchsorted(self.reference, values, side="right") - below
        coins = self._generator.random(len(values))
        return np.asarray((below + coins * (equal + 1)) / (len(self.reference) + 1), dtype=np.float64)

    def _evidence(self, ranks: Floats) -> Floats:
        """Log of the mean of the sums after each rank, which are kept."""
        total = np.cumsum(_log_bets(ranks), axis=0)
        before = np.vstack([np.zeros(total.shape[1]), total[:-1]])
        sums = total + np.logaddexp(self._log_sums, np.logaddexp.accumulate(-before, axis=0))
        self._log_sums = sums[-1]
        return self._mean(sums)

    def _mean(self, log_sums: Floats) -> Floats:
        return np.asarray(np.logaddexp.reduce(log_sums, axis=-1) - np.log(log_sums.shape[-1]), dtype=np.float64)

    def _start(self, ranks: Floats) -> int:
        """Where the best bet has been gaining from: the likeliest moment of the change."""
        total = np.cumsum(_log_bets(ranks), axis=0)
        best = int(np.argmax(total[-1] - np.minimum(total.min(axis=0), 0.0)))
        path = np.append(0.0, total[:-1, best])
        return int(np.argmin(path))


def _log_bets(ranks: Floats) -> Floats:
    where = np.stack([ranks - 0.5, np.abs(2 * ranks - 1) - 0.5], axis=1)
    return np.asarray(np.log1p((where[:, :, None] * TILTS).reshape(len(ranks), -1)), dtype=np.float64)
