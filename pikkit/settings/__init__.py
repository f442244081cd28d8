"""One typed configuration: defaults, then config.yaml, then .env, then the environment (the last one wins)."""

from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, YamlConfigSettingsSource

from pikkit.settings.anomalies import AnomalyRules
from pikkit.settings.detector import DetectorRules
from pikkit.settings.feature_engine import FeatureEngine
from pikkit.settings.feature_urls import FeatureUrls
from pikkit.settings.monitoring import MonitoringRules
from pikkit.settings.quality import QualityRules
from pikkit.settings.rollout import JudgeRules
from pikkit.settings.schedule import ScheduleRules
from pikkit.settings.webhooks import WebhookRule


class Settings(BaseSettings):
    """Where things are and how much effort to spend.

    Every field is an environment variable ``PIKKIT_<NAME>``; inside a section, ``PIKKIT_QUALITY__MAX_ODDS``.
    """

    model_config = SettingsConfigDict(
        env_prefix="PIKKIT_",
        env_file=".env",
        yaml_file="config.yaml",
        extra="ignore",
        env_nested_delimiter="__",
    )

    home: Path = Field(default=Path(".pikkit"), description="The folder that holds everything Pikkit makes.")
    store_url: str = Field(default="", description="SQLAlchemy URL of the bet store; default: SQLite in home.")
    supabase_url: str = Field(default="", description="A Supabase project: https://PROJECT.supabase.co.")
    supabase_service_key: SecretStr = Field(default=SecretStr(""), description="Its service key, for servers alone.")
    supabase_anon_key: SecretStr = Field(default=SecretStr(""), description="Its anon key, used with a user's token.")
    supabase_db_url: SecretStr = Field(default=SecretStr(""), description="Its postgresql:// URL, for bulk work.")
    mlflow_tracking_uri: str = Field(default="", description="MLflow tracking server; default: SQLite in home.")
    features_online_url: SecretStr = Field(
        default=SecretStr(""), description="postgresql:// URL of Feast's online store; default: SQLite in home."
    )
    features_registry_url: SecretStr = Field(
        default=SecretStr(""), description="SQLAlchemy URL of Feast's registry; default: a file in home."
    )
    features_stale_days: float = Field(default=3.0, gt=0, description="Older served features are called stale.")
    model_name: str = Field(default="pikkit", description="Name of the registered model.")
    host: str = Field(default="127.0.0.1", description="Address the embedded servers bind.")
    api_port: int = Field(default=8000, ge=1, le=65535)
    predictor_port: int = Field(default=8080, ge=1, le=65535)
    predictor_max_rows: int = Field(default=10_000, ge=1, description="The most bets a request may ask about.")
    predictor_max_mb: int = Field(default=16, ge=1, description="The largest body a request may have, in MiB.")
    predictor_request_seconds: float = Field(default=30.0, gt=0, description="How long a request may take.")
    reload_seconds: float = Field(default=15.0, ge=0, description="How often the predictor looks for a new champion.")
    log_json: bool = Field(default=False, description="Servers log a JSON object a line.")
    predictor_url: str = Field(default="", description="Where the API finds the predictor; default: host and port.")
    cors_origins: list[str] = Field(
        default=["chrome-extension://adebllnnkklkfinlcohnclmhcgoalgld"],
        description="Origins that may call the API: chrome-extension://ID, …; default: extension/ of this project.",
    )
    bettor: str = Field(default="", description="Whose bets the API serves without a key; default: the first there is.")
    jwt_secret: SecretStr = Field(default=SecretStr(""), description="HS256 secret of users' tokens (Supabase's).")
    jwt_jwks_url: str = Field(default="", description="Or where their public keys are, in place of a secret.")
    jwt_audience: str = Field(default="authenticated", description="Whom a user's token must be made for.")
    jwt_issuer: str = Field(default="", description="Who must have made it; default: anybody with the key.")
    jwt_leeway_seconds: float = Field(default=30.0, ge=0, le=600, description="How far clocks may be apart.")
    api_workers: int = Field(default=1, ge=1, le=64, description="Processes of the API.")
    api_threads: int = Field(default=8, ge=1, le=256, description="Threads of each of them.")
    api_timeout_seconds: int = Field(default=60, ge=1, description="A worker silent for so long is replaced.")
    api_rate_limit: str = Field(default="1200/minute", description="Requests a caller may make, to each process.")
    api_https: bool = Field(default=False, description="The API is reached by https; its cookie too.")
    upload_max_mb: int = Field(default=64, ge=1, description="The largest export that may be uploaded.")
    webhooks: list[WebhookRule] = Field(default=[], description="Who is told of which captures.")
    predictor_seconds: float = Field(default=2.0, gt=0, description="How long the API waits for a score.")
    test_share: float = Field(default=0.3, gt=0, lt=1, description="Last share of the bets, by time, held out.")
    min_bets: int = Field(default=500, ge=1, description="Decided bets needed to train.")
    tuning_trials: int = Field(default=20, ge=1)
    tuning_seconds: float = Field(default=45.0, gt=0, description="Time budget of tuning.")
    tuning_storage: str = Field(
        default="", repr=False, description="postgresql:// URL of the tuning studies; default: SQLite in home."
    )
    seed: int = Field(default=7, description="Seed of everything random.")
    kelly_fraction: float = Field(default=0.25, gt=0, le=1, description="Share of full Kelly a score recommends.")
    kelly_cap: float = Field(default=0.05, gt=0, le=1, description="Largest share of the bankroll a score recommends.")
    feature_engine: FeatureEngine = Field(default=FeatureEngine.DUCKDB, description="duckdb, or spark (needs Java 17).")
    spark_memory: str = Field(default="2g", pattern=r"^\d+[gm]$", description="The most that Spark may take: 2g, 512m.")
    feature_threads: int = Field(default=2, ge=1, description="Threads that build features; each needs memory.")
    lineage_url: str = Field(default="", description="OpenLineage collector that gets every lineage event too.")
    drift_window_days: int = Field(
        default=30, ge=1, description="How long the windows are that drift is looked for in."
    )
    drift_alibi_python: str = Field(
        default="", description="Python of an environment with alibi-detect, for `pikkit drift check --engine alibi`."
    )
    notify_urls: str = Field(
        default="", repr=False, description="Apprise URLs that are told of scheduled runs, separated by spaces."
    )

    quality: QualityRules = Field(default=QualityRules(), description="What the quality gate asks of bets.")
    detector: DetectorRules = Field(default=DetectorRules(), description="What the drift detector service does.")
    monitoring: MonitoringRules = Field(default=MonitoringRules(), description="When drift starts a retraining.")
    schedule: ScheduleRules = Field(default=ScheduleRules(), description="What runs when, and where.")
    kserve_namespace: str = Field(default="", description="Namespace of the InferenceService; empty: no cluster.")
    prometheus_url: str = Field(default="", description="Prometheus that scrapes the cluster's predictors.")
    prometheus_window: str = Field(default="15m", pattern=r"^\d+[smhd]$", description="Over which it is asked.")
    rollout: JudgeRules = Field(default=JudgeRules(), description="What the judge of rollouts asks.")
    anomalies: AnomalyRules = Field(default=AnomalyRules(), description="What is out of the ordinary, and what then.")

    @property
    def resolved_home(self) -> Path:
        """The home folder as an absolute path."""
        return self.home.expanduser().resolve()

    @property
    def features_home(self) -> Path:
        """The folder of the views, Feast's registry and the embedded online store."""
        return self.resolved_home / "features"

    @property
    def feature_urls(self) -> FeatureUrls:
        """Feast's stores that are not in that folder."""
        return FeatureUrls(self.features_online_url.get_secret_value(), self.features_registry_url.get_secret_value())

    @property
    def resolved_store_url(self) -> str:
        """The bet store's URL: as set, the Supabase project, or embedded SQLite."""
        if self.supabase_url and not self.store_url:
            return f"supabase+{self.supabase_url}"
        return self.store_url or f"sqlite:///{self.resolved_home / 'pikkit.db'}"

    @property
    def shown_store_url(self) -> str:
        """The bet store's URL without user, password and options, for people and logs."""
        parts = urlsplit(self.resolved_store_url)
        if not parts.netloc:
            return self.resolved_store_url
        return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))

    @property
    def resolved_tracking_uri(self) -> str:
        """MLflow's tracking URI, embedded SQLite unless set."""
        return self.mlflow_tracking_uri or f"sqlite:///{self.resolved_home / 'mlflow.db'}"

    @property
    def resolved_tuning_storage(self) -> str:
        """The tuning studies' URL, embedded SQLite unless set."""
        return self.tuning_storage or f"sqlite:///{self.resolved_home / 'tuning.db'}"

    @property
    def resolved_predictor_url(self) -> str:
        """Where the API finds the predictor."""
        return self.predictor_url or f"http://{self.host}:{self.predictor_port}"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Order the sources: arguments, environment, .env, config.yaml."""
        yaml_settings = YamlConfigSettingsSource(settings_cls)
        return init_settings, env_settings, dotenv_settings, yaml_settings, file_secret_settings


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    """The process's settings, read once."""
    return Settings()


def settings_with(**given: str) -> Settings:
    """The settings, with every given value that is not empty in place of theirs: how a step's parameters override."""
    return Settings(**{name: value for name, value in given.items() if value})  # type: ignore[arg-type]
