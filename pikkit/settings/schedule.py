"""The schedules, and where they run."""

import re
from enum import StrEnum
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr

from pikkit.base.cron import Cron
from pikkit.base.errors import InputError

NAME = re.compile(r"[a-z0-9]([a-z0-9-]{0,40}[a-z0-9])?")


class Scheduled(StrEnum):
    """The pipelines that run on a schedule."""

    BASELINE = "baseline"
    INGESTION = "ingestion"
    MONITORING = "monitoring"
    QUOTES = "quotes"
    ROLLOUT = "rollout"
    TRAINING = "training"


def _readable(text: str) -> str:
    try:
        return str(Cron.parse(text))
    except InputError as error:
        raise ValueError(str(error)) from error


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, LookupError) as error:
        raise ValueError(f'there is no time zone {name!a}; accepted: names such as "UTC" or "Europe/London"') from error
    return name


def _named(name: str) -> str:
    if not NAME.fullmatch(name):
        raise ValueError(f"the name {name!a} of a schedule may hold small letters, digits and dashes")
    return name


class Schedule(BaseModel):
    """A pipeline and when it runs."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    pipeline: Scheduled
    cron: Annotated[str, AfterValidator(_readable)] = Field(description="Five cron fields.")
    arguments: dict[str, bool | int | float | str] = Field(default={}, description="Of the pipeline, by name.")


class ScheduleRules(BaseModel):
    """The section ``schedule`` of the settings (``PIKKIT_SCHEDULE__KUBEFLOW_HOST``)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    runs: dict[Annotated[str, AfterValidator(_named)], Schedule] = Field(
        default={
            "monitoring": Schedule(pipeline=Scheduled.MONITORING, cron="0 2 * * *"),
            "baseline": Schedule(pipeline=Scheduled.BASELINE, cron="0 3 * * sun"),
        },
        description="By name: monitoring every day at 02:00, the baseline every Sunday at 03:00.",
    )
    zone: Annotated[str, AfterValidator(_zone)] = Field(
        default="UTC",
        description="Whose clocks cron is read by; a cluster has its own: CRON_SCHEDULE_TIMEZONE.",
    )
    late_seconds: int = Field(default=3600, ge=1, description="A run missed by more waits for its next time, here.")
    kubeflow_host: str = Field(default="", description="Kubeflow Pipelines' address; empty: they run here.")
    kubeflow_token: SecretStr = Field(default=SecretStr(""), description="Sent to it as a bearer token.")
    kubeflow_namespace: str = Field(default="", description="Whose runs they are, where it has many users.")
    kubeflow_experiment: str = Field(default="pikkit", description="The experiment they are listed under.")
