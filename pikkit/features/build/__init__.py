"""Build every view and join to each bet what was known when it was placed."""
