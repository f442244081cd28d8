"""Where bets live: one protocol, and the back ends behind it."""

from pikkit.store.base import BetStore, StoreCounts, UpsertCounts
from pikkit.store.opening import open_store, open_user_store
from pikkit.store.snapshot import write_snapshot

__all__ = ["BetStore", "StoreCounts", "UpsertCounts", "open_store", "open_user_store", "write_snapshot"]
