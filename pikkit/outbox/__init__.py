"""What must not be lost on its way: on this disk first, then delivered in order, as often as it takes."""

from pikkit.outbox.box import Depth, Outbox, open_outbox
from pikkit.outbox.delivering import Deliverer
from pikkit.outbox.entry import Entry, EntryState, Item, Operation

__all__ = ["Deliverer", "Depth", "Entry", "EntryState", "Item", "Operation", "Outbox", "open_outbox"]
