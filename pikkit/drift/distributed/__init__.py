"""A check for drift by Spark's workers: they score the bets, and each column is compared by one of them."""
