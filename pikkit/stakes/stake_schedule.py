"""When what is placed and what is settled, in all lanes, worked out before anything is played."""

from dataclasses import dataclass

import numpy as np

from pikkit.stakes.lanes import Lanes
from pikkit.stakes.staking_history import Ints, Slates, StakingHistory


@dataclass(frozen=True)
class Grouped:
    """Some wagers of one step, by event within lane.

    Attributes:
        wagers: Their numbers, shape (m,), lane by lane and in them event by event.
        event_starts: Where each event begins among them, shape (e,).
        events: The events' slots, shape (e,).
        lane_starts: Where each lane begins among the events, shape (l,).
        lanes: The lanes, shape (l,).
        lane, event: Each wager's place in ``lanes`` and in ``events``, shape (m,).
    """

    wagers: Ints
    event_starts: Ints
    events: Ints
    lane_starts: Ints
    lanes: Ints
    lane: Ints
    event: Ints


@dataclass(frozen=True)
class PlaySchedule:
    """W wagers in R lanes over S steps: at each, results that are known come in, then a slate is decided on.

    Attributes:
        bet: Each wager's row of the history, shape (W,).
        placing: The wagers of each step.
        settling: Those whose results are known by its moment; a last entry holds what is settled after all steps.
        lanes: R.
        slots: How many events there are in all lanes.
    """

    bet: Ints
    placing: tuple[Grouped, ...]
    settling: tuple[Grouped, ...]
    lanes: int
    slots: int

    @classmethod
    def of(cls, history: StakingHistory, slates: Slates, lanes: Lanes) -> "PlaySchedule":
        """Work it out."""
        steps = lanes.slates.shape[1]
        lane, step = np.nonzero(lanes.slates >= 0)
        slate, shift = lanes.slates[lane, step], lanes.shift[lane, step]
        size = slates.size[slate]
        within = np.arange(int(size.sum())) - np.repeat(np.cumsum(size) - size, size)
        bet = np.repeat(slates.first[slate], size) + within
        lane_of, step_of, shift_of = (np.repeat(values, size) for values in (lane, step, shift))
        slot = _slots(lane_of, shift_of, history.event[bet])
        moments = np.where(lanes.slates >= 0, slates.decided_at[lanes.slates] + lanes.shift, np.iinfo(np.int64).max)
        known = history.known_at[bet] + shift_of
        settles = np.empty_like(bet)
        for r in range(len(lanes)):
            mine = lane_of == r if len(lanes) > 1 else slice(None)
            settles[mine] = np.searchsorted(moments[r], known[mine], side="left")
        settles = np.where(settles >= (lanes.slates >= 0).sum(axis=1)[lane_of], steps, settles)
        return cls(
            bet=bet.astype(np.int64),
            placing=_by_step(step_of, lane_of, slot, steps),
            settling=_by_step(settles, lane_of, slot, steps + 1),
            lanes=len(lanes),
            slots=int(slot.max()) + 1 if len(slot) else 0,
        )


def _slots(lane: Ints, shift: Ints, event: Ints) -> Ints:
    """A number for each event of each lane; in a block that is drawn twice, the events are others the second time."""
    keys = np.stack([lane, shift, event])
    order = np.lexsort(keys[::-1])
    changed = (np.diff(keys[:, order], axis=1) != 0).any(axis=0)
    slot = np.empty(len(lane), dtype=np.int64)
    slot[order] = np.concatenate([[0], np.cumsum(changed)]) if len(lane) else 0
    return slot


def _by_step(step: Ints, lane: Ints, slot: Ints, steps: int) -> tuple[Grouped, ...]:
    order = np.lexsort((np.arange(len(step)), slot, lane, step))
    ends = np.searchsorted(step[order], np.arange(steps + 1))
    return tuple(_grouped(order[ends[s] : ends[s + 1]], lane, slot) for s in range(steps))


def _grouped(wagers: Ints, lane: Ints, slot: Ints) -> Grouped:
    slots = slot[wagers]
    fresh = np.concatenate([[True], slots[1:] != slots[:-1]]) if len(wagers) else np.zeros(0, dtype=bool)
    event_starts = np.flatnonzero(fresh)
    lanes = lane[wagers][event_starts]
    new_lane = np.concatenate([[True], lanes[1:] != lanes[:-1]]) if len(wagers) else fresh
    lane_starts = np.flatnonzero(new_lane)
    event = np.cumsum(fresh) - 1
    return Grouped(
        wagers,
        event_starts,
        slots[event_starts],
        lane_starts,
        lanes[lane_starts],
        (np.cumsum(new_lane) - 1)[event],
        event,
    )
