"""A request of PostgREST's as SQL, and what came of it as its answer."""

import re
from dataclasses import dataclass, field
from typing import Any

from psycopg import Connection, sql
from psycopg.types.json import Jsonb

OPERATORS = {"eq": "=", "neq": "<>", "gt": ">", "gte": ">=", "lt": "<", "lte": "<="}
NO_FILTER = {"select", "order", "limit", "offset", "columns", "on_conflict"}


@dataclass(frozen=True)
class Request:
    """What was asked."""

    method: str
    path: str
    query: list[tuple[str, str]]
    prefer: set[str]
    range: str | None
    body: Any
    max_rows: int

    def option(self, name: str) -> str | None:
        """The first value of a query parameter."""
        return next((value for key, value in self.query if key == name), None)


@dataclass(frozen=True)
class Answer:
    """What to answer."""

    status: int
    body: Any
    headers: dict[str, str] = field(default_factory=dict)


def answer(connection: Connection, request: Request) -> Answer:
    """Carry a request out in the connection's transaction."""
    if request.path.startswith("rpc/"):
        return _call(connection, request)
    if not _exists(connection, request.path):
        message = f"Could not find the table 'public.{request.path}' in the schema cache"
        return Answer(404, {"code": "PGRST205", "message": message, "details": None, "hint": None})
    if request.method in {"GET", "HEAD"}:
        return _select(connection, request)
    write = {"POST": _insert, "PATCH": _update, "DELETE": _delete}[request.method](request)
    if "return=representation" in request.prefer:
        rows = _rows(connection, sql.SQL("{} returning *").format(write))
        return Answer(201 if request.method == "POST" else 200, rows)
    connection.execute(write)
    return Answer(201 if request.method == "POST" else 204, None)


def _exists(connection: Connection, name: str) -> bool:
    query = "select from pg_class where relname = %s and relnamespace = 'public'::regnamespace"
    return connection.execute(query, [name]).fetchone() is not None


def _rows(connection: Connection, query: sql.Composable) -> Any:
    wrapped = sql.SQL("with answer as ({}) select coalesce(json_agg(answer), '[]') from answer")
    row = connection.execute(wrapped.format(query)).fetchone()
    assert row is not None
    return row[0]


def _select(connection: Connection, request: Request) -> Answer:
    columns = _names((request.option("select") or "*").split(","))
    base = sql.SQL("select {} from {}{}").format(columns, sql.Identifier(request.path), _where(request))
    limit, offset = _page(request)
    query = sql.SQL("{}{} limit {} offset {}").format(base, _order(request), limit, offset)
    rows = [] if request.method == "HEAD" else _rows(connection, query)
    total = "*"
    if "count=exact" in request.prefer:
        counted = connection.execute(sql.SQL("select count(*) from ({}) as counted").format(base)).fetchone()
        total = str(counted[0]) if counted else "*"
    shown = f"{offset}-{offset + len(rows) - 1}" if rows else "*"
    partial = total != "*" and len(rows) < int(total)
    return Answer(206 if partial else 200, rows, {"Content-Range": f"{shown}/{total}"})


def _page(request: Request) -> tuple[int, int]:
    """How many rows at most, and how many to pass over."""
    first, last = re.fullmatch(r"(\d+)-(\d*)", request.range or "0-").groups()  # type: ignore[union-attr]
    offset = int(request.option("offset") or first)
    wanted = request.option("limit") or (int(last) - int(first) + 1 if last else request.max_rows)
    return min(int(wanted), request.max_rows), offset


def _order(request: Request) -> sql.Composable:
    terms = [term.split(".") for term in (request.option("order") or "").split(",") if term]
    if not terms:
        return sql.SQL("")
    words = [
        sql.SQL("{} {}").format(sql.Identifier(name), sql.SQL("desc" if "desc" in how else "asc"))
        for name, *how in terms
    ]
    return sql.SQL(" order by {}").format(sql.SQL(", ").join(words))


def _where(request: Request) -> sql.Composable:
    conditions = [_condition(column, text) for column, text in request.query if column not in NO_FILTER]
    return sql.SQL(" where {}").format(sql.SQL(" and ").join(conditions)) if conditions else sql.SQL("")


def _condition(column: str, text: str) -> sql.Composable:
    if text.startswith("not."):
        return sql.SQL("not ({})").format(_condition(column, text.removeprefix("not.")))
    operator, value = text.split(".", 1)
    name = sql.Identifier(column)
    if operator == "is":
        words = {"null": "null", "true": "true", "false": "false"}
        return sql.SQL("{} is {}").format(name, sql.SQL(words[value]))
    if operator == "in":
        return sql.SQL("{} = any({})").format(name, sql.Literal(_listed(value[1:-1])))
    return sql.SQL("{} {} {}").format(name, sql.SQL(OPERATORS[operator]), sql.Literal(value))


def _listed(text: str) -> list[str]:
    """The items of ``a,"b,c"``; in quotes a backslash makes the next character plain."""
    items = re.findall(r'"((?:[^"\\]|\\.)*)"|([^,]+)', text)
    return [re.sub(r"\\(.)", r"\1", quoted) if quoted or not plain else plain for quoted, plain in items]


def _insert(request: Request) -> sql.Composed:
    rows = request.body if isinstance(request.body, list) else [request.body]
    given = request.option("columns")
    names = [name.strip('"') for name in given.split(",")] if given else list(rows[0])
    query = sql.SQL(
        "insert into {table} ({names}) select {names} from jsonb_populate_recordset(null::{table}, {rows}){do}"
    )
    return query.format(
        table=sql.Identifier(request.path),
        names=_names(names),
        rows=sql.Literal(Jsonb(rows)),
        do=_conflict(request, names),
    )


def _conflict(request: Request, names: list[str]) -> sql.Composable:
    keys = [name for name in (request.option("on_conflict") or "").split(",") if name]
    target = sql.SQL("({})").format(_names(keys)) if keys else sql.SQL("")
    if "resolution=ignore-duplicates" in request.prefer:
        return sql.SQL(" on conflict {} do nothing").format(target)
    if "resolution=merge-duplicates" not in request.prefer:
        return sql.SQL("")
    assert keys, "this gateway merges duplicates by on_conflict only"
    new = sql.SQL(", ").join(sql.SQL("{0} = excluded.{0}").format(sql.Identifier(name)) for name in names)
    return sql.SQL(" on conflict {} do update set {}").format(target, new)


def _update(request: Request) -> sql.Composed:
    table, names = sql.Identifier(request.path), _names(list(request.body))
    new = sql.SQL("({0}) = (select {0} from jsonb_populate_record(null::{1}, {2}))")
    assignment = new.format(names, table, sql.Literal(Jsonb(request.body)))
    return sql.SQL("update {} set {}{}").format(table, assignment, _where(request))


def _delete(request: Request) -> sql.Composed:
    return sql.SQL("delete from {}{}").format(sql.Identifier(request.path), _where(request))


def _names(names: list[str]) -> sql.Composable:
    return sql.SQL(", ").join(sql.SQL("*") if name == "*" else sql.Identifier(name) for name in names)


def _call(connection: Connection, request: Request) -> Answer:
    name = request.path.removeprefix("rpc/")
    query = "select oid, proretset, prorettype::regtype::text, proargnames, proargmodes from pg_proc " \
            "where proname = %s and pronamespace = 'public'::regnamespace"  # fmt: skip
    found = connection.execute(query, [name]).fetchone()
    if found is None:
        message = f"Could not find the function public.{name} in the schema cache"
        return Answer(404, {"code": "PGRST202", "message": message, "details": None, "hint": None})
    _, is_set, kind, _, _ = found
    given = {
        key: Jsonb(value) if isinstance(value, dict | list) else value for key, value in (request.body or {}).items()
    }
    arguments = sql.SQL(", ").join(
        sql.SQL("{} => {}").format(sql.Identifier(key), sql.Literal(value)) for key, value in given.items()
    )
    call = sql.SQL("{}({})").format(sql.Identifier(name), arguments)
    if kind == "void":
        connection.execute(sql.SQL("select {}").format(call))
        return Answer(204, None)
    if kind == "record":
        rows = _rows(connection, sql.SQL("select * from {}").format(call))
        return Answer(200, rows if is_set else rows[0])
    values = [value for (value,) in connection.execute(sql.SQL("select to_json({})").format(call)).fetchall()]
    return Answer(200, values if is_set else values[0])
