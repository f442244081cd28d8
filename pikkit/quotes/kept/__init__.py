"""What quotes said of bets, kept from one look to the next, so that only what changed is matched again."""
