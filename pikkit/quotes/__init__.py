"""What books offer at a moment: reading quotes, keeping them, and finding the bets they are about."""
