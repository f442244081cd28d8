"""What XGBoost learns from, read from disk a chunk of lessons at a time: more bets than memory holds."""

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, TypeVar

from pikkit.training.dataset import Floats
from pikkit.training.learners.xgboost_core import load_xgboost
from pikkit.training.soft_target import Lessons

if TYPE_CHECKING:
    import xgboost as xgb

Learned = TypeVar("Learned")
Chunks = Callable[[], Iterator[Lessons]]
"""All lessons from the start, some at a time; the same each time it is asked."""
Columns = dict[str, Floats]
"""What ``xgboost.DMatrix`` is told of lessons, by the names of its arguments."""


def learned_from_disk(
    chunks: Chunks,
    columns: Callable[[Lessons], Columns],
    bins: int,
    train: Callable[["xgb.DMatrix"], Learned | None],
) -> Learned | None:
    """What is trained on lessons; None if there are none.

    Features lie on disk as a byte each, in the system's temporary folder, and are read again for every level of every
    tree. Label, weight and margin stay in memory, 4 bytes each, and so does what XGBoost keeps of a row.

    Args:
        chunks: The lessons. They are gone through more than once.
        columns: What of a chunk is learned.
        bins: Kinds of values of a feature that are told apart.
        train: Trains on the matrix, which is gone afterwards.
    """
    core = load_xgboost()
    with TemporaryDirectory(prefix="pikkit-learning-") as folder:
        lessons = _reader(core.DataIter, chunks, columns)(cache_prefix=str(Path(folder) / "bets"))
        if not lessons.any:
            return None
        matrix = core.ExtMemQuantileDMatrix(lessons, max_bin=bins, nthread=1)
        try:
            return train(matrix)
        finally:
            del matrix, lessons  # before its files are


def _reader(base: Any, chunks: Chunks, columns: Callable[[Lessons], Columns]) -> Any:
    """A ``DataIter``, which is only there once XGBoost is loaded."""

    class Reader(base):  # type: ignore[misc]
        def __init__(self, cache_prefix: str) -> None:
            self._left = self._told()
            self.any = next(self._told(), None) is not None
            super().__init__(cache_prefix=cache_prefix)

        def next(self, input_data: Callable[..., None]) -> bool:
            chunk = next(self._left, None)
            if chunk is None:
                return False
            input_data(**chunk)
            return True

        def reset(self) -> None:
            self._left = self._told()

        def _told(self) -> Iterator[Columns]:
            return (chunk for chunk in map(columns, chunks()) if len(chunk["label"]))

    return Reader
