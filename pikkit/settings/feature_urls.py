"""Where Feast's two stores are: in the features folder, or in databases that several machines share."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class FeatureUrls:
    """The stores that are not in the features folder. They may hold passwords, so they are never shown.

    Attributes:
        online: ``postgresql://user:password@host:port/database?sslmode=require`` of the online store; empty: SQLite in
            the folder.
        registry: SQLAlchemy URL of Feast's registry (``postgresql+psycopg://…`` or ``sqlite:///…``); empty: a file in
            the folder.
    """

    online: str = field(default="", repr=False)
    registry: str = field(default="", repr=False)


EMBEDDED = FeatureUrls()
"""Both in the folder."""
