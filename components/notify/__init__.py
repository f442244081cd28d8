"""Word of a quality report."""
