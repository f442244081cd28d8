"""Schedules as a person sees them: what, when next, and what the last run came to."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pikkit.base.cron import Cron
from pikkit.base.errors import InputError
from pikkit.kubeflow.run import Run
from pikkit.pipelines.aligned import aligned
from pikkit.pipelines.last_runs import read_last_run
from pikkit.pipelines.recurring import PREFIX, RecurringRun
from pikkit.settings.schedule import ScheduleRules

_COLUMNS = ("name", "pipeline", "cron", "zone", "next", "last", "result")
_NONE = "–"


@dataclass(frozen=True, slots=True)
class Planned:
    """A schedule.

    Attributes:
        name, pipeline, cron, zone: What runs, when, by whose clocks.
        next, last: ISO 8601 moments of the next run and of the last one's beginning; empty if there is none.
        result: What the last came to.
        enabled: Whether it runs at all.
        id: The cluster's, of the recurring run.
    """

    name: str
    pipeline: str
    cron: str
    zone: str
    next: str
    last: str
    result: str
    enabled: bool = True
    id: str = ""

    def to_dict(self) -> dict[str, object]:
        """As JSON has it."""
        return asdict(self)


def planned_here(rules: ScheduleRules, home: Path) -> list[Planned]:
    """The settings' schedules; the last runs are those of `pikkit schedule run`."""
    planned = []
    for name, one in rules.runs.items():
        last = read_last_run(home, name)
        began, result = (last.began, last.result) if last else ("", "")
        following = _next(one.cron, rules.zone)
        planned.append(Planned(name, one.pipeline, one.cron, rules.zone, following, began, result))
    return planned


def planned_there(runs: Iterable[RecurringRun], last_runs: Mapping[str, Run], rules: ScheduleRules) -> list[Planned]:
    """A cluster's schedules. It does not tell when they come next: that is reckoned, in the settings' zone."""
    planned = []
    for run in runs:
        cron, last = run.cron.removeprefix("0 "), last_runs.get(run.id)
        began = last.created.isoformat(timespec="seconds") if last and last.created else ""
        following = _next(cron, rules.zone) if run.enabled else ""
        name, result = run.name.removeprefix(PREFIX), last.state if last else ""
        planned.append(
            Planned(name, run.pipeline, cron, rules.zone, following, began, result, enabled=run.enabled, id=run.id)
        )
    return planned


def table(planned: list[Planned]) -> str:
    """Aligned columns with a header."""
    if not planned:
        return "There are no schedules."
    rows = [_COLUMNS, *(tuple(str(one.to_dict()[column]) or _NONE for column in _COLUMNS) for one in planned)]
    return aligned(rows)


def _next(cron: str, zone: str) -> str:
    """A cron that somebody else made may be none of ours."""
    try:
        at = Cron.parse(cron).after(datetime.now(UTC), ZoneInfo(zone))
    except InputError:
        return ""
    return at.astimezone(ZoneInfo(zone)).isoformat(timespec="minutes") if at else ""
