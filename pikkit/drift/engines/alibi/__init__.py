"""Comparison by alibi-detect, which lives in an environment of its own (see README.md)."""

from pikkit.drift.engines.alibi.alibi_engine import compare_by_alibi

__all__ = ["compare_by_alibi"]
