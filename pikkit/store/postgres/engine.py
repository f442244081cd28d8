"""A SQLAlchemy engine on Postgres by psycopg 3."""

from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

from pikkit.base.errors import InputError

CONNECT_SECONDS = 10
_SESSION = "-c timezone=UTC -c datestyle=ISO,YMD -c extra_float_digits=1"


def postgres_engine(url: URL, answer_seconds: float | None = None) -> Engine:
    """An engine whose pooled connections are tried before use, so that one that died while idle is replaced.

    Args:
        url: ``postgresql://user:password@host:port/database?sslmode=require``; the query is libpq's.
        answer_seconds: How long the answer to a statement may take; None where statements may be long.

    Raises:
        InputError: The driver is not installed.
    """
    arguments: dict[str, Any] = {"application_name": "pikkit", "options": _SESSION}
    if "connect_timeout" not in url.query:
        arguments["connect_timeout"] = CONNECT_SECONDS
    try:
        engine = create_engine(url.set(drivername="postgresql+psycopg"), pool_pre_ping=True, connect_args=arguments)
    except ImportError as error:
        raise InputError('A Postgres store needs its driver: pip install "pikkit[postgres]".') from error
    event.listen(engine, "begin", _begin)
    if answer_seconds is not None:
        from pikkit.store.postgres.bounded import bound_answers  # noqa: PLC0415 (loads psycopg)

        bound_answers(engine, answer_seconds)
    return engine


def _begin(connection: Connection) -> None:
    # The store keeps store_state in step itself; the triggers of the schema do so for whoever else writes.
    if connection.get_execution_options().get("pikkit_write", False):
        connection.exec_driver_sql("SET LOCAL pikkit.noted = 'on'")
