"""The held-out bets, whose results may decide nothing but the verdict: read by its step alone, and told."""

import logging
from datetime import UTC, datetime

from pikkit.training.dataset import TrainingSet
from pikkit.training.evaluation.record import FinalWindow
from pikkit.training.splits import Split, holdout

_log = logging.getLogger("pikkit.training")


def final_window(data: TrainingSet, test_share: float) -> tuple[Split, FinalWindow]:
    """The split whose judged side is the final window. Only the step that gives the verdict may call this.

    Args:
        data: All of its bets.
        test_share: Last share of the bets, by placement time, that is held out.
    """
    split = holdout(data, test_share)
    placed = data.placed_at[split.test]
    start, end = (_iso(int(placed[i])) if len(placed) else "" for i in (0, -1))
    _log.info(
        "Final window read: %d bets placed %s to %s; %d earlier bets purged, %d embargoed.",
        len(placed),
        start or "never",
        end or "never",
        split.purged,
        split.embargoed,
    )
    return split, FinalWindow(start, end, split.purged, split.embargoed)


def _iso(microseconds: int) -> str:
    return datetime.fromtimestamp(microseconds / 1e6, UTC).isoformat()
