"""Rollouts with our own registry, store and servers: what ``pikkit rollout`` and the deploy component put together."""
