"""The held-out bets, whose results may decide nothing but the verdict: read once, and the reading is told."""

import logging
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from pikkit.training.dataset import TrainingSet
from pikkit.training.evaluation.record import FinalWindow
from pikkit.training.splits import Split, holdout

_log = logging.getLogger("pikkit.training")
_reads: Counter[Path] = Counter()


def final_window(training: Path, data: TrainingSet, test_share: float) -> tuple[Split, FinalWindow]:
    """The split whose judged side is the final window. Only the step that gives the verdict may call this.

    Args:
        training: The file ``data`` was loaded from; readings are counted by it.
        data: All of its bets.
        test_share: Last share of the bets, by placement time, that is held out.
    """
    split = holdout(data, test_share)
    _reads[training.resolve()] += 1
    reads = _reads[training.resolve()]
    placed = data.placed_at[split.test]
    start, end = (_iso(int(placed[i])) if len(placed) else "" for i in (0, -1))
    _log.log(
        logging.INFO if reads == 1 else logging.WARNING,
        "Final window read, time %d in this process: %d bets placed %s to %s; %d earlier bets purged, %d embargoed.",
        reads,
        len(placed),
        start or "never",
        end or "never",
        split.purged,
        split.embargoed,
    )
    return split, FinalWindow(start, end, split.purged, split.embargoed, reads)


def _iso(microseconds: int) -> str:
    return datetime.fromtimestamp(microseconds / 1e6, UTC).isoformat()
