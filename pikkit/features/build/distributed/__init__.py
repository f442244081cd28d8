"""The build by many workers: blocks of bets go to whoever sums up their entities, and what these know comes back."""
