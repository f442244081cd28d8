"""Staking: the environment, the policies, what is learned and what is judged."""
