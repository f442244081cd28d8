"""Rollouts without a cluster: a predictor process for each version behind one Envoy.

Who serves (``pikkit serve``) starts what is wanted, and says what is; who rolls out (``pikkit rollout``) says what is
wanted. The two speak by small files in ``{home}/rollouts``, each replaced whole, so either may be killed at any time.
"""
