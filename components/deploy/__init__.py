"""A rollout, driven to its end."""
