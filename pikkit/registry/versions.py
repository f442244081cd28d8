"""The versions of a registered model, as a page shows them."""

from dataclasses import dataclass
from datetime import UTC, datetime

from pikkit.registry.client import connect, is_untouched, speaking_of


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """A version: when it was made, what it is served by, and what its run says of it in Markdown."""

    version: str
    aliases: tuple[str, ...]
    made_at: datetime
    description: str


def list_versions(name: str, tracking_uri: str) -> tuple[VersionFacts, ...]:
    """A model's versions, newest first; none before the first training.

    Raises:
        NotReadyError: The registry cannot be reached.
    """
    if is_untouched(tracking_uri):
        return ()
    client = connect(tracking_uri)
    with speaking_of(tracking_uri):
        versions = client.search_model_versions(f"name='{name}'", order_by=["version_number DESC"])
        held = {alias: str(version) for model in client.search_registered_models(f"name='{name}'")
                for alias, version in dict(model.aliases).items()}  # fmt: skip
    return tuple(
        VersionFacts(
            version=str(one.version),
            aliases=tuple(sorted(alias for alias, version in held.items() if version == str(one.version))),
            made_at=datetime.fromtimestamp(one.creation_timestamp / 1000, UTC),
            description=one.description or "",
        )
        for one in versions
    )
