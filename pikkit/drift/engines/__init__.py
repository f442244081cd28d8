"""Who compares: SciPy here, or alibi-detect in an environment of its own."""
