"""Which stretches of a SQL store's quotes changed: a number each, drawn anew with every change."""

import secrets
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from pikkit.quotes.store.contract import Span
from pikkit.quotes.store.layout import STRETCH_BITS, bounds
from pikkit.store.quote_tables import quote_changes


def changes_of(connection: Connection, span: Span) -> Mapping[int, int]:
    """The number of each stretch of a span that ever had quotes."""
    low, high = bounds(span)
    stretch = quote_changes.c.stretch
    asked = select(stretch, quote_changes.c.token).where(stretch >= low >> STRETCH_BITS)
    rows = connection.execute(asked.where(stretch <= (high - 1) >> STRETCH_BITS))
    return {int(stretch): int(token) for stretch, token in rows}


def note_changes(connection: Connection, stretches: Iterable[int]) -> None:
    """Draw numbers anew in SQLite, in the transaction of the change; Postgres does it by triggers."""
    drawn = [{"stretch": int(stretch), "token": secrets.randbits(62)} for stretch in stretches]
    if drawn:
        statement = insert(quote_changes)
        replaced = {"token": statement.excluded.token}
        connection.execute(statement.on_conflict_do_update(index_elements=["stretch"], set_=replaced), drawn)
