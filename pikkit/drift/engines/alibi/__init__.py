"""Comparison by alibi-detect, which lives in an environment of its own (see README.md)."""
