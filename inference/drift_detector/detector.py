"""The parts of the service, put together."""

from collections.abc import Callable, Sequence
from pathlib import Path

from pikkit.drift.result import DriftReport
from pikkit.inference.drift_detector.checking import Check, Checker
from pikkit.inference.drift_detector.intake import Intake
from pikkit.inference.drift_detector.journal import Journal
from pikkit.inference.drift_detector.metrics import DetectorMetrics
from pikkit.inference.drift_detector.sink import ReportSink
from pikkit.inference.drift_detector.window import BetWindow
from pikkit.settings.detector import DetectorRules

STOP_SECONDS = 10.0
"""How long a check under way may go on once the server is told to stop."""


class DriftDetector:
    """Events in, reports out."""

    def __init__(
        self, rules: DetectorRules, journal: Path, check: Check, tell: Sequence[Callable[[DriftReport], None]] = ()
    ) -> None:
        """Put it together.

        Args:
            rules: How much it keeps and how often it checks.
            journal: The folder of its journal.
            check: From scored bets to a report.
            tell: Called with each report, besides the sink.

        Raises:
            InputError: The journal cannot be kept there.
        """
        self.rules, self.metrics = rules, DetectorMetrics()
        self._sink = ReportSink(
            rules.sink_url, rules.sink_attempts, lambda outcome: self.metrics.notices.labels(outcome).inc()
        )
        window = BetWindow(rules.window_bets, rules.window_bytes)
        self.intake = Intake(rules, Journal(journal, rules.journal_bytes), window, self.metrics)
        self.checker = Checker(rules, window, self.metrics, check, (*tell, self._sink.send))
        self.intake.added = self.checker.added

    @property
    def alive(self) -> bool:
        """Whether events are read and checked."""
        return self.intake.alive and self.checker.alive

    def start(self) -> None:
        """Read the journal, then begin."""
        self._sink.start()
        self.intake.start()
        self.checker.start()
        self.checker.added()

    def stop(self) -> None:
        """Read what was taken, and end."""
        self.intake.stop()
        self.checker.stop(STOP_SECONDS)
        self._sink.stop()
