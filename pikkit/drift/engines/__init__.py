"""Who compares: SciPy here, or alibi-detect in an environment of its own."""

from pikkit.drift.engines.engine_named import engine_named

__all__ = ["engine_named"]
