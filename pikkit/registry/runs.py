"""The training runs behind a registered model's versions."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pikkit.base.errors import InputError, NotReadyError
from pikkit.base.line_gap import NO_GAP, has_no_gap
from pikkit.registry.client import connect, is_untouched, speaking_of

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities import Run

_MOST = 1000
_OURS = "mlflow."
"""Tags that begin so are MLflow's own."""
NOT_JUDGED = "not judged"
_DECISION, _WINDOW = "decision", "training_window"


@dataclass(frozen=True, slots=True)
class RunFacts:
    """A run.

    Attributes:
        run_id: MLflow's.
        version: The version it made; None where it made none.
        aliases: Of that version.
        status: "FINISHED", "FAILED", "RUNNING".
        started_at: When.
        parameters: The recipe, by path.
        metrics: Every figure, by path ("gap_closed.low").
        tags: Decision, reasons, training window, fingerprint and the like.
        artifacts: The names at the top of what it kept; empty where they were not asked for.
        experiment: MLflow's id of its experiment.
    """

    run_id: str
    version: str | None
    aliases: tuple[str, ...]
    status: str
    started_at: datetime
    parameters: Mapping[str, str]
    metrics: Mapping[str, float]
    tags: Mapping[str, str]
    artifacts: tuple[str, ...] = ()
    experiment: str = ""

    @property
    def verdict(self) -> str:
        """What the gate decided; of a run that it did not judge, that or its status."""
        unjudged = NOT_JUDGED if self.status == "FINISHED" else self.status.lower()
        return self.tags.get(_DECISION, unjudged)

    @property
    def is_judged(self) -> bool:
        """Whether the gate decided about it."""
        return _DECISION in self.tags

    @property
    def learned_from(self) -> tuple[datetime, datetime] | None:
        """When the first of its bets was placed and by when the last had settled; None where it kept neither."""
        try:
            start, end = map(datetime.fromisoformat, self.tags[_WINDOW].split("/"))
        except (KeyError, ValueError):  # what somebody else logged under our experiment
            return None
        return start, end

    def measured(self, name: str) -> tuple[float | None, float | None, float | None]:
        """A figure and its interval; None where it has none, as a share of no gap, whatever was once kept."""
        if self.instead_of(name):
            return None, None, None
        value = self.metrics.get(f"{name}.value", self.metrics.get(name))
        return value, self.metrics.get(f"{name}.low"), self.metrics.get(f"{name}.high")

    def instead_of(self, name: str) -> str:
        """What to say in place of a figure that was not to be had; empty where nothing is known of why."""
        losses = self.metrics.get("log_loss_price_closed"), self.metrics.get("log_loss_close")
        return NO_GAP if name == "gap_closed" and has_no_gap(*losses) else ""


def list_runs(name: str, tracking_uri: str) -> tuple[RunFacts, ...]:
    """The runs of a model's experiment, newest first; none before the first training.

    A run that several versions were registered from is there once for each.

    Raises:
        NotReadyError: MLflow cannot be reached.
    """
    if is_untouched(tracking_uri):
        return ()
    client = connect(tracking_uri)
    with speaking_of(tracking_uri):
        experiment = client.get_experiment_by_name(name)
        if experiment is None:
            return ()
        runs = client.search_runs([experiment.experiment_id], order_by=["start_time DESC"], max_results=_MOST)
        made = _made(client, name)
    return tuple(_facts(run, *of) for run in runs for of in made.get(run.info.run_id, [(None, ())]))


def run_named(asked: str, name: str, tracking_uri: str) -> RunFacts:
    """One run, by a version's number or alias, its id or the first characters of it, with its artifacts' names.

    Raises:
        InputError: It names no run, or more than one.
        NotReadyError: MLflow cannot be reached, or nothing was trained yet.
    """
    known = list_runs(name, tracking_uri)
    if not known:
        raise NotReadyError(f"There is no run of {name} yet; pikkit train makes one.")
    wanted = asked.rpartition("/")[2].rpartition("@")[2]
    fitting = [run for run in known if run.version == wanted or wanted in run.aliases] or [
        run for run in known if wanted and run.run_id.startswith(wanted)
    ]
    if len({run.run_id for run in fitting}) != 1:
        which = "names several runs" if fitting else "names no run"
        newest = ", ".join(f"{run.version or '–'} ({run.run_id[:8]})" for run in known[:5])
        raise InputError(f"{asked!r} {which}; accepted: a version, an alias or a run's id. The newest: {newest}.")
    run, client = fitting[0], connect(tracking_uri)
    with speaking_of(tracking_uri):
        kept = tuple(sorted(item.path for item in client.list_artifacts(run.run_id)))
    return replace(run, artifacts=kept)


def _made(client: "MlflowClient", name: str) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """Of each run that made versions: their numbers, newest first, and the aliases those have."""
    held: dict[str, list[str]] = {}
    for model in client.search_registered_models(f"name='{name}'"):
        for alias, version in dict(model.aliases).items():
            held.setdefault(str(version), []).append(alias)
    made: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for one in sorted(client.search_model_versions(f"name='{name}'"), key=lambda one: -int(one.version)):
        made.setdefault(str(one.run_id), []).append((str(one.version), tuple(sorted(held.get(str(one.version), [])))))
    return made


def _facts(run: "Run", version: str | None, aliases: tuple[str, ...]) -> RunFacts:
    return RunFacts(
        run_id=str(run.info.run_id),
        version=version,
        aliases=aliases,
        status=str(run.info.status),
        started_at=datetime.fromtimestamp(run.info.start_time / 1000, UTC),
        parameters=dict(run.data.params),
        metrics=dict(run.data.metrics),
        tags={key: value for key, value in run.data.tags.items() if not key.startswith(_OURS)},
        experiment=str(run.info.experiment_id),
    )
