"""The recipes of several searches to the best of them."""
