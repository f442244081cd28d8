"""Reports to whoever is to act on them: CloudEvents ``io.pikkit.drift.v1``, in binary mode, until they are taken."""

import hashlib
import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import httpcore

from pikkit.base.bounded_answer import FAULTS, AnswerTooLongError, bounded_answer
from pikkit.drift.result import DriftReport

TYPE = "io.pikkit.drift.v1"
WAITING = 16
"""Reports that may wait for the sink; the store has them all."""
FIRST_WAIT, LONGEST_WAIT, TIMEOUT = 0.5, 60.0, 10.0
"""Seconds: after the first failure, doubled with each; the most; and for one attempt."""
ANSWER_BYTES = 64 * 1024
"""Of the answer; its status is all that counts."""
_AGAIN = frozenset({408, 425, 429})

log = logging.getLogger("pikkit.drift_detector")


def headers_of(report: DriftReport) -> dict[str, str]:
    """The event's attributes; its id is the same however often it is sent, so that a receiver can tell."""
    return {
        "content-type": "application/json",
        "ce-specversion": "1.0",
        "ce-id": hashlib.sha256(report.to_json().encode()).hexdigest()[:32],
        "ce-source": f"/pikkit/drift-detector/{report.model_name}",
        "ce-type": TYPE,
        "ce-subject": report.model_version,
        "ce-time": report.made_at.isoformat(),
        "ce-severity": report.severity,
    }


@dataclass
class ReportSink:
    """Delivers reports in a thread of its own.

    Attributes:
        url: Where to; empty: nowhere.
        attempts: How often one report is tried.
        count: Called with "delivered", "retried" or "lost".
        first_wait: Seconds before the second attempt.
    """

    url: str
    attempts: int
    count: Callable[[str], None]
    first_wait: float = FIRST_WAIT
    _reports: "queue.Queue[DriftReport | None]" = field(default_factory=lambda: queue.Queue(WAITING))
    _stop: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to deliver."""
        if self.url:
            self._thread = threading.Thread(target=self._run, name="sink", daemon=True)
            self._thread.start()

    def send(self, report: DriftReport) -> None:
        """Have a report delivered; never waits."""
        if not self.url:
            return
        try:
            self._reports.put_nowait(report)
        except queue.Full:
            self.count("lost")
            log.warning("The sink is slow: a report is not delivered (it is in the store).")

    def stop(self) -> None:
        """Give up what waits, and end."""
        self._stop.set()
        if self._thread:
            with self._reports.mutex:
                self._reports.queue.clear()
            self._reports.put(None)
            self._thread.join(TIMEOUT)

    def _run(self) -> None:
        while (report := self._reports.get()) is not None:
            self.count("delivered" if self._deliver(report) else "lost")

    def _deliver(self, report: DriftReport) -> bool:
        wait = self.first_wait
        for attempt in range(1, self.attempts + 1):
            trouble, final = self._attempt(report)
            if not trouble:
                return True
            if final or attempt == self.attempts or self._stop.wait(wait):
                break
            self.count("retried")
            wait = min(2 * wait, LONGEST_WAIT)
        log.warning("The sink did not take a report (%s); it is in the store.", trouble)
        return False

    def _attempt(self, report: DriftReport) -> tuple[str, bool]:
        """What went wrong, empty for nothing, and whether trying again is of no use."""
        try:
            content = report.to_json().encode()
            sent = bounded_answer("POST", self.url, TIMEOUT, ANSWER_BYTES, headers_of(report), content, direct=True)
            status = sent.status
        except AnswerTooLongError as error:
            status = error.status
        except (httpcore.UnsupportedProtocol, ValueError):
            return "its address is no URL", True
        except FAULTS as error:
            return type(error).__name__, False
        return ("", True) if status < 300 else (f"HTTP {status}", 300 <= status < 500 and status not in _AGAIN)
