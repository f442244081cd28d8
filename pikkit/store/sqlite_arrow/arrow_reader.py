"""The process that reads a SQLite file with ADBC: what is asked on standard input, a line a query, goes out as Arrow.

It imports nothing of Pikkit: it is started as a file, and what it takes to start is what small reads would pay.
"""

import json
import sys

import adbc_driver_manager as adbc
import adbc_driver_sqlite
import pyarrow as pa

_ROWS = str(1 << 16)


def main() -> None:
    """Answer until nothing more is asked."""
    database = adbc.AdbcDatabase(driver=adbc_driver_sqlite._driver_path(), uri=sys.argv[1])
    connection = adbc.AdbcConnection(database)
    for line in sys.stdin:
        _answer(connection, json.loads(line))


def _answer(connection: adbc.AdbcConnection, query: str) -> None:
    statement = adbc.AdbcStatement(connection)
    statement.set_options(**{"adbc.sqlite.query.batch_rows": _ROWS})
    statement.set_sql_query(query)
    stream, _ = statement.execute_query()
    rows = pa.RecordBatchReader._import_from_c(stream.address)
    with pa.ipc.new_stream(sys.stdout.buffer, rows.schema) as out:
        for batch in rows:
            out.write_batch(batch)
    sys.stdout.buffer.flush()
    statement.close()


if __name__ == "__main__":
    main()
