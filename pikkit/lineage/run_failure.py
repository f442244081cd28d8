"""Why the run that this step is part of failed, as its home's lineage knows it."""

from pikkit.lineage.home_lineage import load_graph
from pikkit.lineage.journal_reader import Run
from pikkit.lineage.parents import parent_of
from pikkit.settings import Settings

TELLS, GATE = "notify", "quality_gate"


def recorded_failure(run_id: str, settings: Settings) -> str | None:
    """The sentences of the steps that failed; None where the home's lineage knows of none.

    Empty if all that failed is the quality gate, whose verdict was told already.

    Args:
        run_id: The run's UUID on a cluster; here the environment says which it is.
        settings: Whose lineage.
    """
    parent = parent_of()
    parts = load_graph(settings).parts(parent.run if parent else run_id)
    failed = [run for run in parts if run.state in {"FAIL", "ABORT"}]
    if not failed:
        return None
    was_told = any(_step(run) == TELLS and run.state == "COMPLETE" for run in parts)
    return "\n".join(f"{_step(run)}: {run.error}" for run in failed if not (was_told and _step(run) == GATE))


def recorded_cut_off(run_id: str, settings: Settings) -> str:
    """The steps that began and never said how they ended; empty where there is none. Of a run that is over.

    Args:
        run_id: As :func:`recorded_failure` takes it.
        settings: Whose lineage.
    """
    parent = parent_of()
    parts = load_graph(settings).parts(parent.run if parent else run_id)
    cut_off = [_step(run) for run in parts if run.state == "START"]
    return "\n".join(f"{step}: ended before it could say why; its process may have been killed." for step in cut_off)


def _step(run: Run) -> str:
    return run.job.rpartition(".")[2]
