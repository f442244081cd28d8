"""From events to exchanges: what was sent before is left out, and a request finds its response."""

from collections import OrderedDict
from dataclasses import dataclass, field
from enum import StrEnum

from pikkit.inference.drift_detector.cloud_event import ExchangeHalf, PayloadEvent


@dataclass(frozen=True, slots=True)
class Exchange:
    """What was asked, and what was answered."""

    request: PayloadEvent
    response: PayloadEvent


class JoinOutcome(StrEnum):
    """What became of an event that has no partner yet, or never will."""

    WAITS = "waits"
    DUPLICATE = "duplicate"


@dataclass(slots=True)
class Joiner:
    """Pairs events by id, in bounded memory.

    Attributes:
        limit: The most that wait for their partner; the oldest makes room. Of twice as many ids it is remembered that
            they are through, so that an event sent again is not taken for a new one.
        most_bytes: The most that those which wait take.
        given_up: Events that made room.
    """

    limit: int
    most_bytes: int
    given_up: int = 0
    _bytes: int = 0
    _waiting: OrderedDict[str, PayloadEvent] = field(default_factory=OrderedDict)
    _through: OrderedDict[str, None] = field(default_factory=OrderedDict)

    def add(self, event: PayloadEvent) -> Exchange | JoinOutcome:
        """Take an event: the exchange it completes, or why there is none."""
        if event.id in self._through:
            return JoinOutcome.DUPLICATE
        partner = self._waiting.get(event.id)
        if partner is None:
            return self._wait(event)
        if partner.kind is event.kind:
            return JoinOutcome.DUPLICATE
        self._forget(event.id)
        self._remember(event.id)
        return Exchange(partner, event) if event.kind is ExchangeHalf.RESPONSE else Exchange(event, partner)

    def _wait(self, event: PayloadEvent) -> JoinOutcome:
        self._waiting[event.id] = event
        self._bytes += event.size
        while len(self._waiting) > self.limit or self._bytes > self.most_bytes:
            oldest = next(iter(self._waiting))
            self._forget(oldest)
            self._remember(oldest)
            self.given_up += 1
        return JoinOutcome.WAITS

    def _forget(self, event_id: str) -> None:
        self._bytes -= self._waiting.pop(event_id).size

    def _remember(self, event_id: str) -> None:
        self._through[event_id] = None
        if len(self._through) > 2 * self.limit:
            self._through.popitem(last=False)
