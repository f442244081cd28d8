"""What waits in the outbox."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

RECORDS = "records"
"""The target that is the configured store."""
PERSON = "notify:"
"""How a target begins that is a person, by a channel and his address there: ``notify:email:ann@example.org``.

Every other target is the address of a webhook."""


class Operation(StrEnum):
    """What is done with an item where it goes; each may be done twice."""

    APPEND = "append"
    """Insert a row unless its key is there."""
    PUT = "put"
    """Insert a row or replace it."""
    POST = "post"
    """Send to a webhook."""


class EntryState(StrEnum):
    """How far an entry is."""

    PENDING = "pending"
    DONE = "done"
    """Delivered; kept for a while, to answer a client that sends it again."""
    DEAD = "dead"
    """Refused again and again; ``pikkit outbox replay`` tries anew."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something to deliver.

    Attributes:
        target: ``RECORDS``, or the URL of a webhook.
        topic: The table, or the kind of event.
        bettor: Whose it is; what is his arrives in order.
        key: Of the row or the event, unique among the bettor's of this topic.
        operation: What to do with it there.
        payload: A JSON object; moments are ISO 8601.
    """

    target: str
    topic: str
    bettor: str
    key: str
    operation: Operation
    payload: dict[str, object]


@dataclass(frozen=True, slots=True)
class Entry:
    """An item in the outbox.

    Attributes:
        seq: Its number; lower ones of the same target and bettor go first.
        item: What it is.
        created_at: When it was put in, UTC.
        state: How far it is.
        attempts: How often it was refused.
        error: What was said last time.
    """

    seq: int
    item: Item
    created_at: datetime
    state: EntryState
    attempts: int
    error: str
