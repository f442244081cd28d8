"""Word of a run that failed."""
