"""The features: one file a kind, and the matrix they make."""
