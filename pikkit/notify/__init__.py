"""Telling people: what is said of drift, models and rollouts, and through which channel."""
