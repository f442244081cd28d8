"""A run to a page, a model card and pictures."""
