"""A bundle to a version of the registered model."""
