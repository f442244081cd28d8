"""The ways between a run in MLflow and the same run in the dashboard."""

from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from pikkit.settings import Settings


@dataclass(frozen=True, slots=True)
class RunLinks:
    """Where the dashboard tells of a run, and where its report is."""

    run: str
    report: str

    @property
    def markdown(self) -> str:
        """Both, for MLflow's pages."""
        return f"[This run in Pikkit]({self.run}) · [its report]({self.report})"


def links_to_dashboard(dashboard: str, run_id: str, version: str) -> RunLinks:
    """The dashboard's pages of a run and its version; ``dashboard``: where the dashboard is."""
    base = dashboard.rstrip("/")
    return RunLinks(f"{base}/runs/{run_id}", f"{base}/models/{version}/report")


def dashboard_of(settings: Settings) -> str:
    """Where people open the dashboard; empty where that is not known.

    With an MLflow of the home's own, both are opened on this machine; others' readers may sit anywhere.
    """
    if settings.dashboard_url or settings.mlflow_tracking_uri:
        return settings.dashboard_url
    return f"http://127.0.0.1:{settings.api_port}"


def mlflow_page(tracking_uri: str, experiment: str, run_id: str) -> str:
    """The page of a run on its tracking server, without what its address holds of secrets; empty for a file."""
    parts = urlsplit(tracking_uri)
    if parts.scheme not in {"http", "https"} or not experiment:
        return ""
    root = urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path.rstrip("/"), "", ""))
    return f"{root}/#/experiments/{experiment}/runs/{run_id}"
