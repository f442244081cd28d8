"""Drift for a person, and pages written."""
