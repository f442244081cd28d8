"""Schedules as text: what is read, what is refused, and that they come when Kubeflow Pipelines' library says so."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from pikkit.base.cron import Cron
from pikkit.base.errors import InputError
from pikkit.pipelines.cron_trigger import CronTrigger
from pikkit.settings.schedule import Schedule, ScheduleRules

GOLDEN = [
    line.split("|")
    for line in (Path(__file__).parent / "robfig" / "times.txt").read_text().splitlines()
    if not line.startswith("#")
]
"""Of robfig/cron 1.2; ``robfig/main.go`` prints them."""
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
        ("5/20 9/4 * * 1/2", "5-59/20 9-23/4 * * mon,wed,fri"),
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


@pytest.mark.parametrize("text", sorted({text for text, *_ in GOLDEN}))
def test_it_comes_when_the_clusters_library_says_also_where_clocks_change(text: str) -> None:
    cron = Cron.parse(text)
    for zone, start, times in (line[1:] for line in GOLDEN if line[0] == text):
        at: datetime | None = datetime.fromisoformat(start)
        for expected in times.split():
            assert at is not None
            at = cron.after(at, ZoneInfo(zone))
            assert at == datetime.fromisoformat(expected), (text, zone, start)


def test_either_day_is_enough_unless_one_begins_with_a_star() -> None:
    def days(text: str) -> list[int]:
        at, found = datetime(2026, 12, 1, tzinfo=UTC), []
        while (at := Cron.parse(text).after(at) or at).month == 12:
            found.append(at.day)
        return found

    assert days("30 4 1,15 * fri") == [1, 4, 11, 15, 18, 25]
    assert days("30 4 * * fri") == [4, 11, 18, 25]
    assert days("30 4 */2 * fri") == [11, 25]


def test_an_hour_that_is_left_out_does_not_come_and_one_that_is_there_twice_comes_twice() -> None:
    london, cron = ZoneInfo("Europe/London"), Cron.parse("30 1 * * *")
    spring = cron.after(datetime(2026, 3, 28, 12, tzinfo=UTC), london)
    autumn = cron.after(datetime(2026, 10, 24, 12, tzinfo=UTC), london)
    assert spring == datetime(2026, 3, 30, 0, 30, tzinfo=UTC)  # the 29th has no 01:30
    assert autumn == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert autumn
    assert cron.after(autumn, london) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize("text", ["0 0 31 2 *", "0 0 30 feb *", "0 0 31 4,6,9,11 *", "0 0 29 2 */6"])
def test_a_moment_that_never_comes_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="does not come within five years"):
        Cron.parse(text)


FIELDS = st.tuples(
    st.sampled_from(["*", "0", "*/20", "7-9"]),
    st.sampled_from(["*", "3", "8-18/5"]),
    st.sampled_from(["*", "1", "31", "*/10", "29,30"]),
    st.sampled_from(["*", "2", "jan-mar", "4,12"]),
    st.sampled_from(["*", "0", "7", "mon-fri", "*/3"]),
).map(" ".join)


@given(FIELDS, st.datetimes(datetime(2024, 1, 1), datetime(2031, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_what_is_said_again_means_the_same_and_nothing_between_fits(text: str, moment: datetime) -> None:
    try:
        cron = Cron.parse(text)
    except InputError:
        return
    comes = cron.after(moment)
    assert comes is not None
    assert Cron.parse(str(cron)).after(moment) == comes
    assert moment < comes
    assert cron.after(comes - timedelta(seconds=1)) == comes
    assert cron.after(moment + (comes - moment) / 2) == comes or comes - moment < timedelta(seconds=2)


@pytest.mark.parametrize("text", ["0 3 * * 0", "0 3 * * 7", "0 3 * * sun"])
def test_sunday_is_sunday_whatever_a_scheduler_counts_from(text: str) -> None:
    following = CronTrigger(Cron.parse(text)).get_next_fire_time(None, WEDNESDAY)
    assert following == datetime(2026, 11, 8, 3, tzinfo=UTC)


def test_by_default_drift_is_looked_for_every_night_and_the_baseline_refreshed_every_sunday() -> None:
    runs = {name: (run.pipeline, run.cron) for name, run in ScheduleRules().runs.items()}
    assert runs == {"monitoring": ("monitoring", "0 2 * * *"), "baseline": ("baseline", "0 3 * * sun")}


@pytest.mark.parametrize(
    ("name", "cron", "sentence"),
    [
        ("nightly", "every night", "has 2 fields"),
        ("nightly", "0 0 31 2 *", "does not come"),
        ("Nightly Run!", "0 2 * * *", "small letters, digits and dashes"),
    ],
)
def test_a_wrong_schedule_in_the_settings_is_a_sentence(name: str, cron: str, sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        ScheduleRules.model_validate({"runs": {name: {"pipeline": "monitoring", "cron": cron}}})


def test_a_schedule_names_a_pipeline_that_exists() -> None:
    with pytest.raises(
        ValidationError, match="'baseline', 'ingestion', 'monitoring', 'quotes', 'rollout' or 'training'"
    ):
        Schedule.model_validate({"pipeline": "lunch", "cron": "0 12 * * *"})


def test_a_zone_must_be_one() -> None:
    assert ScheduleRules(zone="Europe/London").zone == "Europe/London"
    for wrong in ("Mars/Olympus", "../etc/passwd", ""):
        with pytest.raises(ValidationError, match="there is no time zone"):
            ScheduleRules(zone=wrong)
