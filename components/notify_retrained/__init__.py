"""Word of a retrained model."""
