"""A bundle to figures and a decision."""
