"""The stop when the quality report says so."""
