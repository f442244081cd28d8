"""Captures: on this disk before anybody is told so, and from there into the store, in order and once."""

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import uuid4

from pikkit.base.errors import NotReadyError
from pikkit.extension_api.captures.listing import CaptureQuery, Page, page_of
from pikkit.extension_api.captures.models import Capture, Captured, Change, Opportunity, Status
from pikkit.extension_api.captures.row import Clock, opportunity_of
from pikkit.extension_api.predictor_client import PredictorFailedError
from pikkit.extension_api.records import SharedRecords
from pikkit.extension_api.sample_shown import refuse_in_sample
from pikkit.extension_api.scoring import ScoreAsked, Scored, Scoring
from pikkit.extension_api.scoring.breaker import CircuitBreaker, CircuitOpenError
from pikkit.outbox import Item, Operation, Outbox
from pikkit.outbox.entry import RECORDS
from pikkit.scoring.price_only import PRICE_ONLY
from pikkit.settings import Settings
from pikkit.store.serving_tables import opportunities, predictions

TOPIC = opportunities.name
_LOCKED_SECONDS = 1.0
_YOURS = "your captures do"
_CANNOT = "Captures cannot be kept at this moment: the outbox could not be written a moment ago. Send it again soon."


class Captures:
    """The captures of all bettors; threads may share it.

    Args:
        outbox: Where they are put first.
        records: The store they are delivered to.
        scoring: Scores them when they are seen.
        settings: Of webhooks, and the model's name.
        wake: Called when something was put into the outbox.
        alerts: Gives what is to be told of a capture, with the advice on its stake in words.
        shown: Given each capture that is new, and whose it is.
    """

    def __init__(
        self,
        outbox: Outbox,
        records: SharedRecords,
        scoring: Scoring,
        settings: Settings,
        wake: Callable[[], None] = lambda: None,
        alerts: Callable[[Opportunity, str], list[Item]] = lambda _seen, _stake: [],
        shown: Callable[[Sequence[ScoreAsked], str], None] = lambda _asked, _bettor: None,
    ) -> None:
        self._outbox = outbox
        self._records = records
        self._scoring = scoring
        self._settings = settings
        self._wake, self._alerts, self._shown = wake, alerts, shown
        self._clock = Clock()
        self._changing = threading.Lock()
        self._breaker = CircuitBreaker(NotReadyError, failures=1, seconds=_LOCKED_SECONDS)

    def keep(self, capture: Capture, bettor: str) -> Captured:
        """Score a capture and put it on the disk; one whose key is known is answered with what is kept.

        Raises:
            SampleShownError: The home is the sample's.
            InputError: The predictor refuses the bet.
            NotReadyError: The disk is full, or another writer holds on: it was not kept.
        """
        refuse_in_sample(self._settings, _YOURS)
        if known := self._outbox.newest(TOPIC, bettor, capture.client_key):
            return _known(known)
        asked = capture.asked()
        score = self._scoring.score([asked], bettor, failure=PredictorFailedError)[0]
        seen = opportunity_of(capture, score, bettor, self._clock.now())
        if not self._put(self._items(seen, score)):  # the same key came in meanwhile
            return _known(self._outbox.newest(TOPIC, bettor, capture.client_key) or {})
        self._wake()
        self._shown([asked], bettor)
        return Captured(opportunity=seen, score=score, known=False)

    def change(self, key: str, bettor: str, change: Change) -> Opportunity | None:
        """Mark a capture; None if the bettor has none of that key.

        Raises:
            SampleShownError: The home is the sample's.
            NotReadyError: The store cannot be asked for it, the disk is full, or another writer holds on.
        """
        refuse_in_sample(self._settings, _YOURS)
        with self._changing:
            kept = self._find(key, bettor)
            if kept is None:
                return None
            changes = change.model_dump(exclude_none=True)
            changes |= {"bet_confidence": None} if change.bet_id else {}
            changed = kept.model_copy(update={**changes, "updated_at": self._clock.now()})
            self._put([_row_item(changed, Operation.PUT)])
        self._wake()
        return changed

    @property
    def may_change(self) -> bool:
        """Whether captures of this home are a person's own."""
        return not self._settings.sample

    def link(self, key: str, bettor: str, bet: Mapping[str, Any], confidence: float | None) -> None:
        """Note that a capture became a bet, and how far that bet is.

        Args:
            key: The capture's.
            bettor: Whose.
            bet: A row of BETS.
            confidence: That it is that bet; None if a person said so.

        Raises:
            NotReadyError: The store cannot be asked for it, or the outbox cannot be written.
        """
        with self._changing:
            kept = self._find(key, bettor)
            if kept is None or kept.status is Status.DISMISSED or kept.bet_id not in {None, bet["bet_id"]}:
                return
            status = Status.PLACED if bet["outcome"] == "open" else Status.SETTLED
            stake = bet["stake"] if bet["stake"] > 0 else kept.stake
            linked = {"bet_id": bet["bet_id"], "bet_confidence": confidence, "status": status, "stake": stake}
            self._put([_row_item(kept.model_copy(update={**linked, "updated_at": self._clock.now()}), Operation.PUT)])
        self._wake()

    def page(self, bettor: str | None, asked: CaptureQuery) -> Page:
        """A bettor's captures (everybody's if None), the newest first, those on their way to the store included.

        Raises:
            NotReadyError: The store cannot be reached.
        """
        return page_of(self._records, self._outbox, bettor, asked)

    def _put(self, items: list[Item]) -> bool:
        """Into the outbox; while it cannot be written one request at a time tries it, and no thread waits for it."""
        try:
            return self._breaker.call(lambda: self._outbox.add(items))
        except CircuitOpenError as error:
            raise NotReadyError(_CANNOT) from error

    def _find(self, key: str, bettor: str) -> Opportunity | None:
        if waiting := self._outbox.undelivered(TOPIC, bettor, key):
            return Opportunity.model_validate(waiting[0])
        try:
            rows = self._records.read(opportunities, {"bettor": bettor, "client_key": key})
        except NotReadyError:
            remembered = self._outbox.newest(TOPIC, bettor, key)
            if remembered is None:
                raise
            return Opportunity.model_validate(remembered)
        return Opportunity.model_validate(rows[0]) if rows else None

    def _items(self, seen: Opportunity, score: Scored) -> list[Item]:
        items = [_row_item(seen, Operation.APPEND)]
        if score.model_version != PRICE_ONLY:
            items.append(_prediction(seen, self._settings.model_name))
        for rule in self._settings.webhooks:
            if rule.takes(seen.ev, seen.sport, seen.sportsbook, seen.verdict):
                data = seen.model_dump(mode="json") | {"warnings": score.warnings, "reasons": score.reasons}
                items.append(Item(rule.url, "opportunity", seen.bettor, seen.client_key, Operation.POST, data))
        return [*items, *self._alerts(seen, score.stake.sentence if score.stake else "")]


def _known(payload: dict[str, object]) -> Captured:
    return Captured(opportunity=Opportunity.model_validate(payload), score=None, known=True)


def _row_item(seen: Opportunity, operation: Operation) -> Item:
    return Item(RECORDS, TOPIC, seen.bettor, seen.client_key, operation, seen.model_dump(mode="json"))


def _prediction(seen: Opportunity, model_name: str) -> Item:
    row: dict[str, object] = {
        "bettor": seen.bettor,
        "id": uuid4().hex,
        "made_at": seen.captured_at.isoformat(),
        "model_name": model_name,
        "model_version": seen.model_version,
        "odds": seen.odds,
        "p_win": seen.p_win,
        "p_market": seen.p_market,
        "client_key": seen.client_key,
    }
    return Item(RECORDS, predictions.name, seen.bettor, str(row["id"]), Operation.APPEND, row)
