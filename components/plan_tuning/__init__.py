"""A number of workers to a list that a loop goes through."""
