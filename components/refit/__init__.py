"""A judged bundle to the one that is registered."""
