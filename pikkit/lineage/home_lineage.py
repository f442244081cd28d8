"""A home's lineage."""

from pikkit.lineage.graph import Graph
from pikkit.lineage.journal_reader import runs_of
from pikkit.lineage.run_journal import journal_of, lines_of
from pikkit.settings import Settings


def load_graph(settings: Settings) -> Graph:
    """All that was recorded in the home of the settings; empty if nothing was."""
    return Graph(runs_of(lines_of(journal_of(settings))))
