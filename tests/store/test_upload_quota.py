"""One user's pages of an upload fill nobody's disk, and take nobody else's room."""

from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest
from psycopg.errors import CheckViolation

from tests.store.conftest import EMPTY
from tests.store.postgres_server import PostgresServer
from tests.store.supabase_roles import ANN, BOB, SERVICE, Role, acting_as

PAGES = "insert into upload_pages (batch, page, rows) select %s, n, '[]' from generate_series(1, %s) as n"
QUOTA = """create or replace function upload_quota(out pages bigint, out bytes bigint)
language sql immutable parallel safe return ({}::bigint, {}::bigint)"""
NOISE = "(select jsonb_agg(md5(random()::text)) from generate_series(1, %s))"
ANSWERS = """insert into uploads (batch, inserted, updated, unchanged)
select gen_random_uuid(), 0, 0, 0 from generate_series(1, %s)"""


@pytest.fixture(scope="module")
def url(postgres: PostgresServer) -> Iterator[str]:
    name = f"quota_{uuid4().hex}"
    yield postgres.create(name, EMPTY)
    postgres.drop(name)


@pytest.fixture
def small(url: str) -> Iterator[str]:
    """With a quota that is soon used up."""
    with psycopg.connect(url) as owner:
        owner.execute(QUOTA.format(3, 20000).encode())
    yield url
    with psycopg.connect(url) as owner:
        owner.execute(QUOTA.format(2000, 268435456).encode())


def test_a_user_has_so_many_pages_and_no_more(url: str) -> None:
    with acting_as(url, ANN) as ann:
        ann.execute(PAGES, [uuid4(), 2000])
        with pytest.raises(CheckViolation, match="too many or too large"):
            ann.execute(PAGES, [uuid4(), 1])


def test_pages_of_many_batches_count_together(small: str) -> None:
    with acting_as(small, ANN) as ann:
        for _ in range(3):
            ann.execute(PAGES, [uuid4(), 1])
        with pytest.raises(CheckViolation, match="too many or too large"):
            ann.execute(PAGES, [uuid4(), 1])


def test_large_pages_use_up_the_bytes_when_sent_and_when_changed(small: str) -> None:
    batch = uuid4()
    with acting_as(small, ANN) as ann, pytest.raises(CheckViolation, match="merge them"):
        ann.execute(f"insert into upload_pages (batch, page, rows) values (%s, 1, {NOISE})".encode(), [batch, 900])
    with acting_as(small, ANN) as ann:
        ann.execute(PAGES, [batch, 1])
        with pytest.raises(CheckViolation, match="merge them"):
            ann.execute(f"update upload_pages set rows = {NOISE} where batch = %s".encode(), [900, batch])


def test_one_users_full_quota_is_not_anothers(small: str) -> None:
    with psycopg.connect(small) as owner:
        owner.execute("insert into upload_pages (batch, page, owner, rows) "
                      "select gen_random_uuid(), n, %s, '[]' from generate_series(1, 3) as n", [ANN.user])  # fmt: skip
    with acting_as(small, BOB) as bob:
        bob.execute(PAGES, [uuid4(), 3])
    with psycopg.connect(small) as owner:
        owner.execute("delete from upload_pages")


def test_pages_that_nobody_merged_within_a_day_make_room(small: str) -> None:
    with acting_as(small, ANN) as ann:
        ann.execute(PAGES, [uuid4(), 3])
        ann.execute("update upload_pages set uploaded_at = now() - interval '25 hours'")
        ann.execute(PAGES, [uuid4(), 3])
        assert ann.execute("select count(*) from upload_pages").fetchone() == (3,)


def test_a_date_ahead_buys_no_room(small: str) -> None:
    with acting_as(small, ANN) as ann:
        ann.execute(PAGES, [uuid4(), 3])
        ann.execute("update upload_pages set uploaded_at = now() + interval '1 year'")
        with pytest.raises(CheckViolation):
            ann.execute(PAGES, [uuid4(), 1])


@pytest.mark.parametrize("role", [SERVICE], ids=["service_role"])
def test_the_servers_own_uploads_have_no_quota(small: str, role: Role) -> None:
    with acting_as(small, role) as service:
        service.execute(PAGES, [uuid4(), 4])


def test_a_user_writes_no_more_answers_of_merges_than_a_day_has_uploads(url: str) -> None:
    with acting_as(url, ANN) as ann:
        ann.execute(ANSWERS, [10_000])
        with pytest.raises(CheckViolation, match="10000 uploads"):
            ann.execute(ANSWERS, [1])
