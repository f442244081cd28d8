"""The API and its dashboard."""

from pydantic import Field

from pikkit.settings.predictor import PredictorSettings
from pikkit.settings.webhooks import WebhookRule


class ApiSettings(PredictorSettings):
    """The API and its dashboard."""

    host: str = Field(default="127.0.0.1", description="Address the API binds; what is behind it stays on loopback.")
    api_port: int = Field(default=8000, ge=1, le=65535)
    api_workers: int = Field(default=1, ge=1, le=64, description="Processes of the API.")
    api_threads: int = Field(default=8, ge=1, le=256, description="Threads of each of them.")
    api_timeout_seconds: int = Field(default=60, ge=1, description="A worker silent for so long is replaced.")
    api_rate_limit: str = Field(default="1200/minute", description="Requests a caller may make, to each process.")
    api_https: bool = Field(default=False, description="The API is reached by https; its cookie too.")
    upload_max_mb: int = Field(default=64, ge=1, description="The largest export that may be uploaded.")
    upload_waiting_files: int = Field(default=20, ge=1, description="How many uploads of a bettor may wait.")
    upload_waiting_mb: int = Field(default=256, ge=1, description="How large those that wait may be together.")
    upload_files_a_day: int = Field(default=200, ge=1, description="How many exports a bettor may upload in 24 hours.")
    upload_mb_a_day: int = Field(default=2048, ge=1, description="How large those of 24 hours may be together.")
    upload_keep_days: float = Field(default=0.0, ge=0, description="Uploads are kept so long; 0: until they are read.")
    cors_origins: list[str] = Field(
        default=["chrome-extension://adebllnnkklkfinlcohnclmhcgoalgld"],
        description="Origins that may call the API: chrome-extension://ID, …; default: extension/ of this project.",
    )
    cors_private_network: bool = Field(
        default=False,
        description="Pages of these origins on the internet may call the API in a private network, this machine's too.",
    )
    bettor: str = Field(default="", description="Whose bets the API serves without a key; default: the first there is.")
    webhooks: list[WebhookRule] = Field(default=[], description="Who is told of which captures.")
    dashboard_url: str = Field(
        default="",
        description="Where people open the dashboard, for links in MLflow. Default: loopback, if MLflow is here too.",
    )
    predictor_url: str = Field(default="", description="Where the API finds the predictor; default: loopback.")
    predictor_seconds: float = Field(default=2.0, gt=0, description="How long the API waits for a score.")

    @property
    def resolved_predictor_url(self) -> str:
        """Where the API finds the predictor."""
        return self.predictor_url or f"http://127.0.0.1:{self.predictor_port}"
