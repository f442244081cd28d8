"""A drift report to what is done about it."""
