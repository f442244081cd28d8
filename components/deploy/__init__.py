"""A rollout, brought one look further."""
