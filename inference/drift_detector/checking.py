"""The thread that checks: after so many new bets, or after a while."""

import logging
import threading
from collections.abc import Callable, Sequence

from pikkit.base.errors import PikkitError
from pikkit.drift.result import DriftReport
from pikkit.inference.drift_detector.metrics import DetectorMetrics
from pikkit.inference.drift_detector.payloads import ScoredBet
from pikkit.inference.drift_detector.window import BetWindow
from pikkit.settings.detector import DetectorRules

Check = Callable[[Sequence[ScoredBet]], DriftReport]
"""From scored bets to a report. Raises PikkitError if they cannot be compared."""

log = logging.getLogger("pikkit.drift_detector")


class Checker:
    """Checks the window in a thread of its own."""

    def __init__(
        self,
        rules: DetectorRules,
        window: BetWindow,
        metrics: DetectorMetrics,
        check: Check,
        tell: Sequence[Callable[[DriftReport], None]],
    ) -> None:
        """Have ``check`` look at the window and every one of ``tell`` be told of its reports."""
        self._rules, self._window, self._metrics = rules, window, metrics
        self._check, self._tell = check, tell
        self._checked = 0
        self._wake = threading.Event()
        self._stopped = False
        self._thread = threading.Thread(target=self._run, name="checker", daemon=True)
        self.latest: DriftReport | None = None
        """What was found last."""

    @property
    def alive(self) -> bool:
        """Whether checks go on."""
        return self._thread.is_alive()

    def start(self) -> None:
        """Begin to check."""
        self._thread.start()

    def added(self) -> None:
        """Bets were added: check if they are enough."""
        if self._window.added - self._checked >= self._rules.check_bets:
            self._wake.set()

    def stop(self, seconds: float) -> None:
        """End, after the check under way if it does not take longer than that."""
        self._stopped = True
        self._wake.set()
        if self.alive:
            self._thread.join(seconds)

    def _run(self) -> None:
        while not self._stopped:
            self._wake.wait(self._rules.check_seconds)
            self._wake.clear()
            if not self._stopped and self._window.added > self._checked:
                self._checked = self._window.added
                self._look(self._window.bets())

    def _look(self, bets: Sequence[ScoredBet]) -> None:
        try:
            with self._metrics.check_seconds.time():
                report = self._check(bets)
        except PikkitError as error:
            self._metrics.checks.labels("impossible").inc()
            log.info("There is no check. %s", error)
            return
        except Exception:  # the thread's border: what one window breaks must not end all checks to come
            self._metrics.checks.labels("failed").inc()
            log.exception("A check failed.")
            return
        self.latest = report
        for tell in (*self._tell, self._metrics.tell):
            self._told(tell, report)

    def _told(self, tell: Callable[[DriftReport], None], report: DriftReport) -> None:
        try:
            tell(report)
        except PikkitError as error:  # the store is away; gauges and sink are still told
            self._metrics.lost.inc()
            log.warning("A report could not be kept. %s", error)
