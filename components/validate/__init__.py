"""A snapshot to its quality report."""
