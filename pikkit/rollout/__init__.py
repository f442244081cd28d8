"""Rollouts: a canary that is planned, judged, promoted or rolled back, and remembered."""
