"""The tables a store hands out besides bets: the quarantine with its decisions, corrections, and imported files."""

import pyarrow as pa

from pikkit.bets.schema import REJECTS, UTC_MICROSECONDS

OPEN = "open"
"""The status of a quarantined row nobody has decided about; decided ones are accepted, corrected or rejected."""
STATUSES = (OPEN, "accepted", "corrected", "rejected")

WITHHELD = "withheld"
"""A correction of this field, to ``true``, keeps its bet out of everything that is read."""
QUARANTINE_FIELD = "quarantine"
"""A correction of this field tells how a quarantined row became its bet; it changes no value."""
NOTE_FIELD = "note"
"""A correction of this field is what its owner wrote about a bet; it changes no value."""
FLAG_PREFIX = "flag."
"""A correction of ``flag.NAME`` tells what was decided about a flag of its bet; it changes no value."""

DECISIONS = pa.schema(
    [
        pa.field("bettor", pa.string(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
        pa.field("content_hash", pa.int64(), nullable=False),
        pa.field("status", pa.string(), nullable=False),
        pa.field("decided_by", pa.string()),
        pa.field("decided_at", UTC_MICROSECONDS),
        pa.field("note", pa.string()),
    ]
)
"""What was decided about quarantined rows. One text in one file is one decision, on however many lines it stands."""

QUARANTINE = pa.schema(
    [
        *REJECTS,
        DECISIONS.field("content_hash"),
        pa.field("first_seen_at", UTC_MICROSECONDS, nullable=False),
        *(DECISIONS.field(name) for name in ("status", "decided_by", "decided_at", "note")),
    ]
)
"""Quarantined rows; ``content_hash`` is of ``raw``."""

CORRECTIONS = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("bettor", pa.string(), nullable=False),
        pa.field("bet_id", pa.string(), nullable=False),
        pa.field("field", pa.string(), nullable=False),  # a column of BETS, or one of the fields above
        pa.field("old_value", pa.string()),  # what the source said, as text; null is "not known"
        pa.field("new_value", pa.string()),
        pa.field("who", pa.string(), nullable=False),
        pa.field("created_at", UTC_MICROSECONDS, nullable=False),
        pa.field("why", pa.string(), nullable=False),
        pa.field("reverted_at", UTC_MICROSECONDS),
        pa.field("reverted_by", pa.string()),
    ]
)
"""Corrections of stored bets; one is active until it is reverted, and the latest active one of a field counts."""

EVENTS = pa.schema(
    [
        pa.field("bettor", pa.string(), nullable=False),
        pa.field("bet_id", pa.string(), nullable=False),
        pa.field("pairing", pa.string()),  # who meets whom: the event's id without its day
        pa.field("event", pa.string()),  # the id of pikkit.bets.events; null where the bet names no game any more
        pa.field("confidence", pa.float64()),  # in (0, 1], that the bet is on this event
    ]
)
"""The event of each bet that names one game. It follows from all bets, so that it is no part of a bet's content."""

BET_KEYS = pa.schema([pa.field("bettor", pa.string(), nullable=False), pa.field("bet_id", pa.string(), nullable=False)])
TAKE_BACK = BET_KEYS.append(pa.field("content_hash", pa.int64(), nullable=False))
"""Bets to remove if they are stored with this content still."""

IMPORTS = pa.schema(
    [
        pa.field("bettor", pa.string(), nullable=False),
        pa.field("file", pa.string(), nullable=False),  # absolute path
        pa.field("sha256", pa.string(), nullable=False),
        pa.field("size", pa.int64(), nullable=False),  # bytes
        pa.field("modified_ns", pa.int64(), nullable=False),  # since 1970 UTC, as the file system says
        pa.field("rows", pa.int64(), nullable=False),
        pa.field("rejected", pa.int64(), nullable=False),
        pa.field("reader", pa.string(), nullable=False),  # version of the rules it was read with
        pa.field("first_seen_at", UTC_MICROSECONDS, nullable=False),
        pa.field("last_seen_at", UTC_MICROSECONDS, nullable=False),
    ]
)
"""Files imported to their end, as they were then."""
