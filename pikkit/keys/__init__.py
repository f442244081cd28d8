"""Keys that open the API: random, scoped, revocable, and kept as hashes only."""

from pikkit.keys.key import ApiKey, Scope
from pikkit.keys.ring import KeyRing, key_command, key_ring

__all__ = ["ApiKey", "KeyRing", "Scope", "key_command", "key_ring"]
