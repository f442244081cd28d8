"""A blend to a bundle."""
