"""What a registered version's run kept of how it was made."""

from pathlib import Path
from typing import TYPE_CHECKING

from pikkit.base.errors import NotReadyError
from pikkit.base.line_gap import has_no_gap
from pikkit.registry.client import connect, speaking_of
from pikkit.registry.resolving import UNREGISTERED, ResolvedModel

if TYPE_CHECKING:
    from pikkit.training.evaluation import Measured

RUN_REPORT = "run_report"
"""The run's folder with the report step's files."""
EVALUATION = "evaluation.json"


def fetch_evidence(model: ResolvedModel, name: str, tracking_uri: str, into: Path) -> Path | None:
    """A file that a version's run kept, fetched into a folder; None if it kept none of that name.

    Args:
        model: The version.
        name: The file's path among the run's artifacts.
        tracking_uri: MLflow's.
        into: Where a copy goes.

    Raises:
        NotReadyError: The model is no registered version, or its run is gone.
    """
    from mlflow.exceptions import MlflowException

    if model.version == UNREGISTERED:
        raise NotReadyError(f"{model.folder} is a bundle of no registered version, so there is no run to tell of.")
    client = connect(tracking_uri)
    run_id = client.get_model_version(model.name, model.version).run_id
    if not run_id:
        raise NotReadyError(f"Version {model.version} of {model.name} does not say which run made it.")
    try:
        with speaking_of(tracking_uri):
            return Path(client.download_artifacts(run_id, name, str(into)))
    except (MlflowException, OSError):  # each artifact store has its own way to say that there is no such file
        return None


def recorded_gap(model: ResolvedModel, tracking_uri: str) -> "Measured | None":
    """The share of the gap that a version closed on the bets it was judged by; None if its run does not say."""
    from pikkit.training.evaluation import Measured  # noqa: PLC0415 (loads xgboost)

    client = connect(tracking_uri)
    run_id = client.get_model_version(model.name, model.version).run_id
    metrics = client.get_run(run_id).data.metrics if run_id else {}
    figures = [metrics.get(f"gap_closed.{part}") for part in ("value", "low", "high")]
    value, low, high = figures
    if has_no_gap(metrics.get("log_loss_price_closed"), metrics.get("log_loss_close")):
        return None
    return None if value is None or low is None or high is None else Measured(value, low, high)
