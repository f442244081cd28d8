"""A registry that holds code is not opened: Feast would unpickle it, and our definitions have none."""

from pathlib import Path

from sqlalchemy import create_engine, inspect, text

from pikkit.base.errors import NotReadyError

_WITH_CODE = ("on_demand_feature_views", "stream_feature_views")
"""What Feast keeps pickled functions in, as the registry's file and its tables call them."""


def check_registry_file(path: Path) -> None:
    """See that a registry's file, if there is one, holds no code.

    Raises:
        NotReadyError: It holds some, or cannot be read.
    """
    from feast.protos.feast.core.Registry_pb2 import Registry
    from google.protobuf.message import DecodeError  # type: ignore[import-untyped]

    if not path.is_file():
        return
    registry = Registry()
    try:
        registry.ParseFromString(path.read_bytes())
    except DecodeError:
        return  # Feast cannot read it either, and who asked it says so
    if any(len(getattr(registry, kind)) for kind in _WITH_CODE):
        raise _refusal(str(path))


def check_registry_database(url: str, schema: str | None) -> None:
    """See that a registry in a database holds no code.

    Args:
        url: SQLAlchemy's.
        schema: Where its tables are; None: in the database's own.

    Raises:
        NotReadyError: It holds some.
        SQLAlchemyError: The database is away.
    """
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            for kind in set(_WITH_CODE) & set(inspect(connection).get_table_names(schema=schema)):
                table = f"{schema}.{kind}" if schema else kind
                if connection.execute(text(f"SELECT 1 FROM {table} LIMIT 1")).first() is not None:  # noqa: S608 (ours)
                    raise _refusal("in the database")
    finally:
        engine.dispose()


def _refusal(where: str) -> NotReadyError:
    return NotReadyError(
        f"Feast's registry {where} holds functions that nobody registered with Pikkit; it is not opened, since opening "
        "it would run them. Remove it and materialise again."
    )
