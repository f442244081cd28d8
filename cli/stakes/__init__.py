"""Stakes for a person."""
