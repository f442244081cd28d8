"""Scoring files of bets: a chunk at a time, in bounded memory, as the server scores them."""

from pikkit.scoring.files.file_scoring import FilesScored, score_files

__all__ = ["FilesScored", "score_files"]
