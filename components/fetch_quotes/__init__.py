"""What books offer, into the store of quotes."""
