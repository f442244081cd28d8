"""Pikkit: calibrated, priced scores for the next bet."""

__version__ = "0.1.0"
