"""Features to the online store."""
