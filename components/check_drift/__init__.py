"""The store's newest bets to a drift report."""
