"""Exports into the store, the store into a snapshot."""
