"""What is known of a training run besides what it made."""

from pikkit.lineage.own_steps_resources import own_steps_resources
from pikkit.registry.run_links import dashboard_of
from pikkit.registry.run_record import RunContext
from pikkit.settings import Settings


def run_context(settings: Settings, fingerprint: str, uri: str) -> RunContext:
    """That of the run that this process is a step of.

    Args:
        settings: Of its home.
        fingerprint: Of the data; empty where it is not known.
        uri: Of one of this step's artifacts, which tells the run on a cluster.
    """
    tags = {"data_fingerprint": fingerprint}
    return RunContext(tags, own_steps_resources(settings, [uri]), dashboard_of(settings))
