"""Alerts that bettors switched on: put into the outbox as soon as there is something to tell, each thing once."""

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta

from pikkit.base.errors import InputError, PikkitError
from pikkit.drift.reports import recent_reports
from pikkit.extension_api.captures.models import Opportunity
from pikkit.extension_api.records import SharedRecords
from pikkit.money.figure_writing import figure_writing
from pikkit.money.stake_advice import MoneyNow
from pikkit.notify.alert_bounds import MOST_MESSAGES, may_tell
from pikkit.notify.alert_code import code_item
from pikkit.notify.alert_item import TEST_TITLE, alert_item
from pikkit.notify.alert_message import ev_message
from pikkit.notify.alert_rule import AlertRule
from pikkit.notify.alerts_kept import KeptAlert, read_alerts
from pikkit.notify.channels import Message
from pikkit.notify.notices import drift_message, rollout_message
from pikkit.outbox import Item, Outbox
from pikkit.rollout.ledger import history
from pikkit.rollout.state import LedgerEvent
from pikkit.settings import Settings

log = logging.getLogger("pikkit.api")
_SECONDS = 15.0
"""Between two looks at the rules, and at what is in the store."""
_BACK = timedelta(days=1)
"""What is older was for yesterday; the outbox remembers for longer what it told."""
_SILENT = {LedgerEvent.STEP, LedgerEvent.DONE}
_MOST = 20


class AlertsTold:
    """Tells what alerts ask for; threads may share it.

    Args:
        settings: Of the model's name and the store.
        records: Where alerts are.
        outbox: What delivers them.
        wake: Called when something was put in.
        money_of: What a bettor has, and how he has figures written.
        clock: Seconds that only grow.
    """

    def __init__(
        self,
        settings: Settings,
        records: SharedRecords,
        outbox: Outbox,
        wake: Callable[[], None],
        money_of: Callable[[str | None], MoneyNow],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings, self._records, self._outbox = settings, records, outbox
        self._wake, self._money_of, self._clock = wake, money_of, clock
        self._known: tuple[KeptAlert, ...] = ()
        self._until = 0.0

    def forget(self) -> None:
        """Read the alerts anew next time: one was changed."""
        self._until = 0.0

    def of_capture(self, seen: Opportunity, stake: str) -> list[Item]:
        """What is to be told of a captured price, to put into the outbox together with it."""
        if seen.ev is None:
            return []
        rules = [one.rule for one in self._alerts() if one.bettor == seen.bettor and one.rule.topic == "ev"]
        worth = [rule for rule in rules if rule.least is not None and seen.ev >= rule.least]
        wanted = [rule for rule in worth if may_tell(self._outbox, rule, seen.bettor)]
        if not wanted:
            return []
        message = ev_message(seen, stake, figure_writing(self._money_of(seen.bettor).preferences))
        return [alert_item(rule, seen.bettor, seen.client_key, message) for rule in wanted]

    def look(self) -> int:
        """Tell of drift and rollouts that are new in the store; returns how many messages were put in.

        Raises:
            PikkitError: The store cannot be reached.
        """
        alerts = [one for one in self._alerts() if one.rule.topic != "ev"]
        added = sum(self._outbox.add([item]) for item in self._new(alerts)) if alerts else 0
        if added:
            self._wake()
        return added

    def run(self, stop: threading.Event) -> None:
        """Look until told to stop."""
        while not stop.wait(_SECONDS):
            try:
                self.look()
            except PikkitError as error:
                log.warning("Alerts could not be looked after: %s", error)

    def test(self, alert: KeptAlert) -> None:
        """Tell something now, so that one sees whether it arrives.

        Raises:
            NotReadyError: The outbox cannot be written.
            InputError: Its address has not given its code back, or was told enough today.
        """
        if not alert.is_confirmed:
            raise InputError("Enter the code first that this alert's address was sent.")
        if not may_tell(self._outbox, alert.rule, alert.bettor):
            raise InputError(f"No more than {MOST_MESSAGES} messages go out for one bettor within a day.")
        message = Message(TEST_TITLE, "It was sent by hand from the dashboard.", "success")
        self._outbox.add([alert_item(alert.rule, alert.bettor, f"test-{time.time_ns()}", message)])
        self._wake()

    def send_code(self, rule: AlertRule, bettor: str, code: str) -> None:
        """Send the code by which an alert's address says that it wants it.

        Raises:
            NotReadyError: The outbox cannot be written.
        """
        self._outbox.add([code_item(rule, bettor, code, f"{rule.id}-{time.time_ns()}"[:400])])
        self._wake()

    def _alerts(self) -> tuple[KeptAlert, ...]:
        if self._clock() >= self._until:
            self._until = self._clock() + _SECONDS
            try:
                self._known = tuple(one for one in read_alerts(self._records) if one.rule.is_on and one.is_confirmed)
            except PikkitError:
                log.warning("Alerts could not be read; those known before hold.")
        return self._known

    def _new(self, alerts: Iterable[KeptAlert]) -> Iterator[Item]:
        wanted = list(alerts)
        since = datetime.now(UTC) - _BACK
        for key, at, topic, message in (*self._drift(wanted), *self._rollouts(wanted)):
            for one in wanted:
                is_new = one.rule.topic == topic and at >= max(since, one.changed_at)
                if is_new and may_tell(self._outbox, one.rule, one.bettor):
                    yield alert_item(one.rule, one.bettor, key, message)

    def _drift(self, alerts: Iterable[KeptAlert]) -> Iterator[tuple[str, datetime, str, Message]]:
        if any(one.rule.topic == "drift" for one in alerts):
            for report in recent_reports(self._settings, self._settings.model_name, _MOST):
                if report.drifted:
                    yield f"drift-{report.made_at.isoformat()}", report.made_at, "drift", drift_message(report)

    def _rollouts(self, alerts: Iterable[KeptAlert]) -> Iterator[tuple[str, datetime, str, Message]]:
        if any(one.rule.topic == "rollout" for one in alerts):
            for decided in history(self._settings, self._settings.model_name)[:_MOST]:
                if decided.decision not in _SILENT:
                    yield f"rollout-{decided.id}", decided.decided_at, "rollout", rollout_message(decided)
