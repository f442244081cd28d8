"""What a bettor asks (a price) and what Pikkit answers (a score), and the way from one to the other."""
