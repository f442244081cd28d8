"""Captured prices and the bets they became."""
