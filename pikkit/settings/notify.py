"""Who is told."""

from pydantic import BaseModel, Field


class NotifySettings(BaseModel):
    """Who is told."""

    notify_urls: str = Field(
        default="", repr=False, description="Apprise URLs that are told of scheduled runs, separated by spaces."
    )
    lineage_url: str = Field(default="", description="OpenLineage collector that gets every lineage event too.")
