"""A model's sample and the store's bets to the baseline that checks compare with."""
