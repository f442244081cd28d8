"""Finding the event and selection that bets and quotes are about, with a stated confidence; unsure is unmatched."""
