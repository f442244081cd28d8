"""Runs and versions as the command tells of them."""
