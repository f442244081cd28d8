"""Word of drift."""
