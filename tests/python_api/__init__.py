"""Pikkit from Python: the home and the estimator."""
