"""One typed configuration: defaults, then config.yaml, then .env, then the environment (the last one wins).

A file a section; every section's fields are the settings', so that each is one variable, ``PIKKIT_<NAME>``. Which files
count is said in ``config_files``.
"""

import os
import sys
from dataclasses import replace
from functools import lru_cache
from typing import Any, ClassVar

from pydantic import Field
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from pikkit.settings.anomalies import AnomalyRules
from pikkit.settings.api import ApiSettings
from pikkit.settings.batch import BatchSettings
from pikkit.settings.cluster import ClusterSettings
from pikkit.settings.config_files import DOTENV, ConfigFile, config_files
from pikkit.settings.drift import DriftSettings
from pikkit.settings.features import FeatureSettings
from pikkit.settings.home import HomeSettings
from pikkit.settings.jwt import JwtSettings
from pikkit.settings.monitoring import MonitoringRules
from pikkit.settings.notify import NotifySettings
from pikkit.settings.pipelines import PipelineRules
from pikkit.settings.predictor import PredictorSettings
from pikkit.settings.quality import QualityRules
from pikkit.settings.quotes import QuoteSettings
from pikkit.settings.registry import RegistrySettings
from pikkit.settings.rollout import JudgeRules
from pikkit.settings.rollout_trigger import TriggerRules
from pikkit.settings.schedule import ScheduleRules
from pikkit.settings.service_links import without_service_links
from pikkit.settings.staking import StakingSettings
from pikkit.settings.store import StoreSettings
from pikkit.settings.training import TrainingSettings
from pikkit.settings.trusted_folders import check_home
from pikkit.settings.tuning import TuningSettings

SEALED = "PIKKIT_SEALED"
"""Set for a process whose variables say everything: it reads neither config.yaml nor .env."""


HARMLESS: tuple[str, ...] = (
    *("api_workers", "api_threads", "api_timeout_seconds", "api_rate_limit", "upload_max_mb"),
    *("predictor_max_rows", "predictor_max_mb", "predictor_request_seconds"),
    *("predictor_wait_seconds", "predictor_seconds"),
    *("server_log_mb", "server_logs_kept"),
    *("reload_seconds", "log_json", "feature_threads", "features_stale_days"),
    *("engine", "import_processes", "spark_memory", "spark_threads"),
    *("test_share", "min_bets", "seed", "tuning_trials", "tuning_patience", "tuning_seconds"),
    *("drift_window_days", "quality", "monitoring", "anomalies", "rollout"),
)
"""Limits, effort and rules: no address, no secret, no place, no program and no stake is among them."""


class Settings(  # the sections, last first: a person reads the store's before the cluster's
    ClusterSettings,
    NotifySettings,
    StakingSettings,
    DriftSettings,
    TuningSettings,
    TrainingSettings,
    JwtSettings,
    ApiSettings,
    PredictorSettings,
    QuoteSettings,
    FeatureSettings,
    BatchSettings,
    RegistrySettings,
    StoreSettings,
    HomeSettings,
    BaseSettings,
):
    """Where things are and how much effort to spend.

    Every field is an environment variable ``PIKKIT_<NAME>``; inside a section, ``PIKKIT_QUALITY__MAX_ODDS``.
    """

    model_config = SettingsConfigDict(
        env_prefix="PIKKIT_",
        extra="ignore",
        env_nested_delimiter="__",
        hide_input_in_errors=True,  # what is refused may be a secret
    )

    quality: QualityRules = Field(default=QualityRules(), description="What the quality gate asks of bets.")
    monitoring: MonitoringRules = Field(default=MonitoringRules(), description="When drift starts a retraining.")
    schedule: ScheduleRules = Field(default=ScheduleRules(), description="What runs when, and where.")
    pipelines: PipelineRules = Field(default=PipelineRules(), description="What the pods of pipelines are given.")
    rollout: JudgeRules = Field(default=JudgeRules(), description="What the judge of rollouts asks.")
    rollout_trigger: TriggerRules = Field(default=TriggerRules(), description="What starts rollouts by itself.")
    anomalies: AnomalyRules = Field(default=AnomalyRules(), description="What is out of the ordinary, and what then.")

    @property
    def gate_rules(self) -> QualityRules:
        """What the quality gate asks, with as many decided bets as training needs unless it says how many."""
        return replace(self.quality, min_decided=self.quality.min_decided or self.min_bets)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 — it would read any .env
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Order the sources: arguments, environment, .env, config.yaml.

        Raises:
            InputError: One of the two files must not count; see ``config_files``.
        """
        if isinstance(env_settings, EnvSettingsSource):
            env_settings.env_vars = without_service_links(env_settings.env_vars)
        if os.environ.get(SEALED):
            return init_settings, env_settings
        files = [_source(settings_cls, file) for file in reversed(config_files(Settings.model_fields, HARMLESS))]
        return init_settings, env_settings, *files, file_secret_settings


class SampleSettings(Settings):
    """The bundled sample's settings: what it is given and defaults, whatever files and variables say."""

    KEPT: ClassVar[tuple[str, ...]] = ("host", "api_port", "predictor_port", "kelly_fraction", "kelly_cap", *HARMLESS)
    """Of the user's settings, those that the sample takes over: where it listens, stakes, limits, effort and rules."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What it is given, and nothing else."""
        return (init_settings,)


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    """The process's settings, read once.

    Raises:
        InputError: config.yaml, .env or the home of the current folder is not trusted, or cannot be read.
    """
    return settings_with({})


def settings_with(given: dict[str, Any]) -> Settings:
    """The process's settings with these in place of theirs: how a step's parameter overrides."""
    settings = Settings(**given)
    if "home" not in settings.model_fields_set and not os.environ.get(SEALED):
        check_home(settings.resolved_home)
    _tell_of_files()
    return settings


def _source(kind: type[BaseSettings], file: ConfigFile) -> PydanticBaseSettingsSource:
    if file.path.name != DOTENV:
        return InitSettingsSource(kind, file.values)
    source = EnvSettingsSource(kind)
    source.env_vars = {name.lower(): value for name, value in file.values.items()}
    return source


@lru_cache(maxsize=1)
def _tell_of_files() -> None:
    """Say once which file sets what: a file is forgotten sooner than a variable."""
    for file in [] if os.environ.get(SEALED) else config_files(Settings.model_fields, HARMLESS):
        names = file.settings_among(Settings.model_fields)
        if names:
            sys.stderr.write(f"Settings of {file.path}: {', '.join(names)}.\n")
