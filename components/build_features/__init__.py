"""A snapshot to features."""
