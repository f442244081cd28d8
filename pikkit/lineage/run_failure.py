"""Why the run that this step is part of failed."""

from pikkit.lineage.home_lineage import load_graph
from pikkit.lineage.journal_reader import Run
from pikkit.lineage.parents import parent_of
from pikkit.settings import Settings

TELLS, GATE = "notify", "quality_gate"


def untold_failure(otherwise: str, settings: Settings) -> str:
    """The sentences of the steps that failed, or ``otherwise`` where the home's lineage does not know them.

    Empty if all that failed is the quality gate, whose verdict was told already.
    """
    parent = parent_of()
    parts = load_graph(settings).parts(parent.run) if parent else []
    failed = [run for run in parts if run.state in {"FAIL", "ABORT"}]
    if not failed:
        return otherwise or "It did not come to its end, and nothing says why."
    told = any(_step(run) == TELLS and run.state == "COMPLETE" for run in parts)
    return "\n".join(f"{_step(run)}: {run.error}" for run in failed if not (told and _step(run) == GATE))


def _step(run: Run) -> str:
    return run.job.rpartition(".")[2]
