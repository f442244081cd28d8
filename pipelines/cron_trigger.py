"""Our cron for APScheduler, whose own takes both days to be meant and counts weeks from Monday."""

from datetime import UTC, datetime, tzinfo

from apscheduler.triggers.base import BaseTrigger

from pikkit.base.cron import Cron


class CronTrigger(BaseTrigger):  # type: ignore[misc]  # APScheduler 3 has no types
    """Comes when a cron expression does, by the clocks of a zone."""

    def __init__(self, cron: Cron, zone: tzinfo = UTC) -> None:
        self._cron, self._zone = cron, zone

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime | None:
        """The next time after the last one, which the scheduler compares with now; APScheduler names it."""
        return self._cron.after(previous_fire_time or now, self._zone)
