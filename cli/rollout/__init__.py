"""The parts of ``pikkit rollout``."""
