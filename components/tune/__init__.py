"""Features to a recipe."""
