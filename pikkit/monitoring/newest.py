"""The model that was trained last, whatever became of it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from pikkit.registry.client import connect, is_untouched, speaking_of


@dataclass(frozen=True, slots=True)
class NewestVersion:
    """A registered version: when it was made (UTC), and what the gate decided, in one word and in sentences."""

    version: str
    made_at: datetime
    decision: str
    reasons: str


def newest_version(name: str, tracking_uri: str) -> NewestVersion | None:
    """The newest version of a registered model; None before the first.

    Raises:
        NotReadyError: MLflow cannot be used.
    """
    if is_untouched(tracking_uri):
        return None
    client = connect(tracking_uri)
    with speaking_of(tracking_uri):
        versions = client.search_model_versions(f"name = '{name}'", max_results=1, order_by=["version_number DESC"])
    if not versions:
        return None
    newest = versions[0]
    made_at = datetime.fromtimestamp(newest.creation_timestamp / 1000, UTC)
    return NewestVersion(str(newest.version), made_at, newest.tags.get("decision", ""), newest.tags.get("reasons", ""))
