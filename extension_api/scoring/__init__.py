"""Scores for whoever asks: the predictor's, or while it is away what the prices alone say."""

from pikkit.extension_api.scoring.asked import BookPrice, ScoreAsked, Scored
from pikkit.extension_api.scoring.service import Scoring

__all__ = ["BookPrice", "ScoreAsked", "Scored", "Scoring"]
