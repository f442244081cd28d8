"""Rollouts on KServe."""
