"""Moments in SQL: whole microseconds since 1970 UTC in Python and SQLite, ``timestamptz`` in Postgres."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import TIMESTAMP, BigInteger, Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Moment(TypeDecorator[int]):
    """A moment that reads as an integer from every database; a datetime with a time zone is taken too."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The column's type in a database."""
        return TIMESTAMP(timezone=True) if dialect.name == "postgresql" else BigInteger()

    def process_bind_param(self, value: int | datetime | None, dialect: Dialect) -> int | datetime | None:
        """What the driver is given."""
        if value is None:
            return None
        if dialect.name == "postgresql":
            return value if isinstance(value, datetime) else datetime_of(value)
        return microseconds_of(value) if isinstance(value, datetime) else value

    def process_result_value(self, value: Any, _dialect: Dialect) -> int | None:
        """What the driver gave."""
        return microseconds_of(value) if isinstance(value, datetime) else value


def datetime_of(microseconds: int) -> datetime:
    """The moment of microseconds since 1970 UTC."""
    return _EPOCH + microseconds * _MICROSECOND


def microseconds_of(moment: datetime) -> int:
    """Microseconds since 1970 UTC of a moment with a time zone."""
    return (moment - _EPOCH) // _MICROSECOND
