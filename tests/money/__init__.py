"""Tests of a bettor's money."""
