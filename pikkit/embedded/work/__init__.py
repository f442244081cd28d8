"""Long work in a home (training, a check for drift): one at a time, with a log its other processes can follow."""

from pikkit.embedded.work.board import WorkBoard, WorkUnderWayError
from pikkit.embedded.work.work import Work, WorkKind, WorkState

__all__ = ["Work", "WorkBoard", "WorkKind", "WorkState", "WorkUnderWayError"]
