"""A recipe to a blend."""
