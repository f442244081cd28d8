"""Connections that give up on a server that accepts and then says nothing."""

from typing import Any, TypeVar

from psycopg import Connection, OperationalError
from psycopg.abc import PQGen
from psycopg.errors import _WaitTimeout
from sqlalchemy import Engine, event

_Result = TypeVar("_Result")


def bound_answers(engine: Engine, seconds: float) -> None:
    """Let every statement on an engine fail whose answer takes longer; its connection is closed.

    Neither the server's own ``statement_timeout`` nor TCP's time-outs notice a server that is stopped or stuck: its
    system goes on acknowledging what is sent.
    """

    class Bounded(_Bounded):
        answer_seconds = seconds

    @event.listens_for(engine, "do_connect")
    def connect(_dialect: object, _record: object, arguments: tuple[Any, ...], options: dict[str, Any]) -> _Bounded:
        return Bounded.connect(*arguments, **options)


class _Bounded(Connection[Any]):
    answer_seconds: float

    def wait(self, gen: PQGen[_Result], interval: float = 0.1, timeout: float | None = None) -> _Result:
        """Wait for what the server says, no longer than the limit."""
        try:
            return super().wait(gen, interval, self.answer_seconds if timeout is None else timeout)
        except _WaitTimeout as error:
            self.pgconn.finish()  # what the server would answer belongs to a question nobody asks any more
            raise OperationalError(f"connection timeout: no answer within {self.answer_seconds:g} s") from error
