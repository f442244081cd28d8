"""Schedules as text: what is read, what is refused, and that both schedulers understand the same."""

from datetime import UTC, datetime

import pytest
from apscheduler.triggers.cron import CronTrigger
from pydantic import ValidationError

from pikkit.base.cron import Cron
from pikkit.base.errors import InputError
from pikkit.settings.schedule import Schedule, ScheduleRules

WEDNESDAY = datetime(2026, 11, 4, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("0 2 * * *", "0 2 * * *"),
        ("*/15 8-18 1,15 jan-mar MON-FRI", "*/15 8-18 1,15 1-3 mon,tue,wed,thu,fri"),
        ("0 3 * * 0", "0 3 * * sun"),
        ("0 3 * * 7", "0 3 * * sun"),
        ("0 3 * * 5-7", "0 3 * * fri,sat,sun"),
        ("0 3 * * sun-tue", "0 3 * * sun,mon,tue"),
        ("0 3 * * 1-5/2", "0 3 * * mon,wed,fri"),
    ],
)
def test_the_five_fields_are_read(text: str, read: str) -> None:
    assert str(Cron.parse(text)) == read
    assert Cron.parse(text).kubeflow == f"0 {read}"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "has 0 fields"),
        ("0 0 2 * * *", "has 6 fields"),
        ("60 2 * * *", "The minute '60' of a schedule must be 0 to 59"),
        ("0 24 * * *", "The hour '24'"),
        ("0 2 0 * *", "The day of the month '0'"),
        ("0 2 * 13 *", "must be 1 to 12, or jan to dec"),
        ("0 2 * * someday", "The day of the week 'someday'"),
        ("0 2 * * 5-1", "ends before it begins"),
        ("*/0 2 * * *", "cannot be read"),
        ("0 2 *-3 * *", "cannot be read"),
        ("٣ 2 * * *", "must be 0 to 59"),
        (", 2 * * *", "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_field(text: str, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        Cron.parse(text)


@pytest.mark.parametrize("text", ["0 3 * * 0", "0 3 * * 7", "0 3 * * sun"])
def test_sunday_is_sunday_whatever_a_scheduler_counts_from(text: str) -> None:
    following = CronTrigger.from_crontab(str(Cron.parse(text)), timezone=UTC).get_next_fire_time(None, WEDNESDAY)
    assert following == datetime(2026, 11, 8, 3, tzinfo=UTC)


def test_by_default_drift_is_looked_for_every_night_and_the_baseline_refreshed_every_sunday() -> None:
    runs = {name: (run.pipeline, run.cron) for name, run in ScheduleRules().runs.items()}
    assert runs == {"monitoring": ("monitoring", "0 2 * * *"), "baseline": ("baseline", "0 3 * * sun")}


@pytest.mark.parametrize(
    ("name", "cron", "sentence"),
    [("nightly", "every night", "has 2 fields"), ("Nightly Run!", "0 2 * * *", "small letters, digits and dashes")],
)
def test_a_wrong_schedule_in_the_settings_is_a_sentence(name: str, cron: str, sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        ScheduleRules.model_validate({"runs": {name: {"pipeline": "monitoring", "cron": cron}}})


def test_a_schedule_names_a_pipeline_that_exists() -> None:
    with pytest.raises(ValidationError, match="'baseline', 'ingestion', 'monitoring' or 'training'"):
        Schedule.model_validate({"pipeline": "lunch", "cron": "0 12 * * *"})
