"""Requests to the tables and functions of a Supabase project, whose failures are sentences."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from pikkit.base.database_faults import UnreachableError, explain_text
from pikkit.base.errors import InputError, NotReadyError, PikkitError
from pikkit.base.retrying import again

Row = dict[str, Any]
"""A row as JSON."""
Narrow = Callable[[Any], Any]
"""Adds filters to a request of the SDK's."""

_PAGE = 1000  # rows asked for; a project gives 1,000 at most unless configured otherwise
_TIMEOUT_SECONDS = 60.0
_UNKNOWN = {"PGRST202", "PGRST205", "42P01", "42883"}  # no such function or table
_REFUSED = {"401", "403", "PGRST301", "PGRST302", "PGRST303"}
_AWAY_STATUSES = {429, 500, *range(502, 505), *range(520, 531)}
_STRANGER = "What answers at {} is no Supabase project"
_AWAY = {"429", "PGRST000", "PGRST001", "PGRST002", "PGRST003"}


class Rest:
    """A project's API with one key, and the token of a user if row-level security is to apply.

    Every request is one that may be sent twice, and is while the project cannot be reached, for ``patience`` seconds.

    Args:
        url: Of the project: https://PROJECT.supabase.co.
        key: The service key, or the anon key together with a token.
        token: The JWT of a signed-in user.

    Raises:
        InputError: The SDK is not installed, or the address or the key cannot be one.
    """

    def __init__(self, url: str, key: str, token: str = "") -> None:
        self.name = url
        self.patience = 0.0
        self._project = _connect(url, key, token)

    def close(self) -> None:
        """Let go of connections."""
        self._project.postgrest.session.close()

    def call(self, function: str, **arguments: Any) -> Any:
        """What a function of the database returns."""
        return self._execute(lambda: self._project.rpc(function, arguments))

    def number(self, function: str) -> int:
        """What a function of the database that returns a whole number returns."""
        answer = self.call(function)
        if type(answer) is not int:
            raise InputError(f"{_STRANGER.format(self.name)}: it has no {function} that is a whole number.")
        return answer

    def insert_new(self, table: str, rows: Sequence[Row], key: Sequence[str]) -> list[Row]:
        """Insert rows whose key is not there yet; returns those."""
        return [row for page in _pages(rows) for row in self._upsert(table, page, key, ignore=True)]

    def replace(self, table: str, rows: Sequence[Row], key: Sequence[str]) -> None:
        """Insert rows, or replace the columns given of those whose key is there."""
        for page in _pages(rows):
            self._upsert(table, page, key, ignore=False)

    def _upsert(self, table: str, rows: list[Row], key: Sequence[str], *, ignore: bool) -> list[Row]:
        keys = ",".join(key)
        written: list[Row] = self._execute(
            lambda: self._project.table(table).upsert(rows, on_conflict=keys, ignore_duplicates=ignore)
        )
        return written

    def count(self, table: str, match: Row) -> int:
        """How many rows have some values."""
        column = next(iter(match))
        query = self._ask(lambda: self._project.table(table).select(column, count="exact").match(match).limit(1))
        return int(query.count)

    def rows(
        self,
        table: str,
        columns: Sequence[str],
        order: Sequence[str],
        narrow: Narrow | None = None,
        limit: int | None = None,
        descending: bool = False,
    ) -> list[Row]:
        """Rows in a total order, a page after another: all of them, or the first ``limit``."""
        read: list[Row] = []

        def page() -> Any:
            query = self._project.table(table).select(",".join(columns))
            query = narrow(query) if narrow else query
            for name in order:
                query = query.order(name, desc=descending)
            wanted = _PAGE if limit is None else min(_PAGE, limit - len(read))
            return query.range(len(read), len(read) + wanted - 1)

        # A project may be configured for smaller pages than ours: only an empty one is the end.
        while (limit is None or len(read) < limit) and (rows := self._execute(page)):
            read += rows
        return read

    def rows_by_key(self, table: str, columns: Sequence[str], key: str, narrow: Narrow) -> Iterator[list[Row]]:
        """Pages of rows by a key that is unique among them, each beginning after the last key of the one before."""
        last: str | None = None

        def page() -> Any:
            query = narrow(self._project.table(table).select(",".join(columns)))
            query = query if last is None else query.gt(key, last)
            return query.order(key).limit(_PAGE)

        while rows := self._execute(page):
            yield rows
            last = rows[-1][key]

    def _execute(self, build: Callable[[], Any]) -> Any:
        return self._ask(build).data

    @again
    def _ask(self, build: Callable[[], Any]) -> Any:
        import httpx
        from postgrest.exceptions import APIError

        try:
            return build().execute()
        except APIError as error:
            raise _explain(str(error.code or ""), str(error.message or ""), self.name) from error
        except httpx.TransportError as error:
            message = str(error) or type(error).__name__
            raise UnreachableError(f"The bet store {self.name} cannot be reached: {message}.") from error
        except ValueError as error:
            raise InputError(f"{_STRANGER.format(self.name)}: its answer is no JSON.") from error


def _pages(rows: Sequence[Row]) -> Iterator[list[Row]]:
    return (list(rows[start : start + _PAGE]) for start in range(0, len(rows), _PAGE))


def _connect(url: str, key: str, token: str) -> Any:
    try:
        import httpx
        from supabase import ClientOptions, create_client
    except ImportError as error:
        raise InputError('A Supabase store needs its SDK: pip install "pikkit[supabase]".') from error
    # The SDK retries reads only; the store retries whatever may be done twice.
    options = ClientOptions(
        headers={"Authorization": f"Bearer {token or key}"},
        auto_refresh_token=False,
        persist_session=False,
        postgrest_client_retry=False,
        httpx_client=httpx.Client(
            timeout=_TIMEOUT_SECONDS, follow_redirects=False, event_hooks={"response": [_refuse_strangers]}
        ),
    )
    try:
        return create_client(url, key, options)
    except Exception as error:
        # The SDK raises a plain class of its own; its text may hold the key.
        raise InputError(f"No Supabase project can be at {url!r}, or its key is empty.") from error


def _refuse_strangers(response: Any) -> None:
    """Raise for an answer that the database did not give: the SDK forgets the status and takes any text for a value.

    Redirects are not followed, because the key would go wherever they point.
    """
    import httpx

    status, kind = response.status_code, response.headers.get("content-type", "")
    stranger = _STRANGER.format(response.url.host)
    if status in _AWAY_STATUSES and b'"code"' not in response.read():
        raise httpx.TransportError(f"it answered {status}")
    if response.has_redirect_location:
        raise InputError(f"{stranger}: it redirects. Give the address of the project itself.")
    if response.is_success and response.read() and "json" not in kind:
        raise InputError(f"{stranger}: it answered with {kind or 'no type'} instead of JSON.")


def _explain(code: str, message: str, name: str) -> PikkitError:
    message = message.rstrip(".")
    if code in _UNKNOWN:
        return InputError(
            f"The bet store {name} lacks a table or function; apply supabase/migrations to it ({message})."
        )
    if code in _REFUSED:
        return InputError(f"The bet store {name} refuses the key or the token: {message}.")
    if code in _AWAY:
        return UnreachableError(f"The bet store {name} cannot be reached: {message}.")
    if code == "57014":
        return NotReadyError(f"The bet store {name} took too long; give supabase_db_url for bulk work ({message}).")
    return explain_text(message, code, name)
