"""Features of bets about to be placed, read from an online store."""
