"""A Postgres for the backups that need one."""

from tests.store.conftest import postgres, postgres_url

__all__ = ["postgres", "postgres_url"]
