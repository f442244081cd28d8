"""The Supabase store: what a user sees, answers that get lost, small pages, and refusals that keep secrets."""

import threading
from collections.abc import Iterator
from datetime import timedelta

import psycopg
import pytest

from pikkit.base.errors import InputError, NotReadyError
from pikkit.settings import Settings, get_settings
from pikkit.store import BetStore, UpsertCounts, open_store, open_user_store
from pikkit.store.sql import SqlStore
from pikkit.store.supabase.supabase_store import SupabaseStore
from tests.store.builders import NOON, make_bets, make_rejects
from tests.store.conftest import SECRET
from tests.store.gateway.server import Gateway
from tests.store.gateway.tokens import token
from tests.store.postgres_server import PostgresServer
from tests.store.supabase_roles import ANN_ID, BOB_ID


@pytest.fixture
def server(gateway: Gateway, supabase_url: str) -> Iterator[BetStore]:
    """The store of Pikkit's own servers, with bets of ann and bob."""
    opened = open_store(supabase_url, get_settings())
    opened.upsert(make_bets({}, {"bettor": "bob"}, {"bettor": "bob"}))
    with psycopg.connect(gateway.database) as owner:
        owner.execute("insert into bettors values ('ann', %s), ('bob', %s)", [ANN_ID, BOB_ID])
    gateway.requests.clear()
    yield opened
    opened.close()


@pytest.fixture
def ann(server: BetStore) -> Iterator[BetStore]:
    """The same store as ann sees it."""
    opened = open_user_store(token(SECRET, "authenticated", ANN_ID), get_settings())
    yield opened
    opened.close()


def test_a_user_reads_his_own_bets_only(ann: BetStore, server: BetStore) -> None:
    server.add_rejects(make_rejects({"bettor": "bob"}))
    assert ann.read()["bettor"].to_pylist() == ["ann"]
    assert ann.read(bettors=["bob"]).num_rows == 0
    assert ann.rejects().num_rows == 0
    assert ann.counts().bets == 1
    assert ann.fingerprint().startswith("1-")
    assert ann.changed_since(0).bets["bettor"].to_pylist() == ["ann"]


def test_a_user_writes_his_own_bets_only(ann: BetStore, server: BetStore) -> None:
    mine = make_bets({"outcome": "win"}, {"bet_id": "new"})
    assert ann.upsert(mine) == UpsertCounts(inserted=1, updated=1)
    with pytest.raises(InputError, match="does not let this user write for that bettor"):
        ann.upsert(make_bets({"bettor": "bob", "bet_id": "forged"}))
    with pytest.raises(InputError, match="does not let this user"):
        ann.add_rejects(make_rejects({"bettor": "bob"}))
    assert server.read()["bettor"].to_pylist() == ["ann", "ann", "bob", "bob"]
    assert server.fingerprint().startswith("4-")


def test_a_user_without_a_bettor_sees_nothing(server: BetStore) -> None:
    stranger = open_user_store(token(SECRET, "authenticated", ANN_ID.__class__(int=9)), get_settings())
    assert stranger.read().num_rows == 0
    stranger.close()


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (token(SECRET, "authenticated", ANN_ID, seconds=-10), "refuses the key or the token: JWT expired"),
        (token("another secret, as long as the first one", "authenticated", ANN_ID), "refuses the key or the token"),
        (token(SECRET, "postgres", ANN_ID), "refuses the key or the token"),
        ("nonsense", "refuses the key or the token"),
    ],
    ids=["expired", "another secret", "another role", "no token"],
)
def test_a_token_that_does_not_hold_is_refused(project: str, bad: str, said: str) -> None:
    with pytest.raises(InputError, match=said) as refusal:
        open_user_store(bad, get_settings())
    assert bad not in str(refusal.value)


def test_the_anon_key_alone_opens_nothing(project: str) -> None:
    with pytest.raises(InputError, match="does not let this user do that"):
        open_user_store(token(SECRET, "anon"), get_settings())


@pytest.mark.parametrize("faults", [[503, 502], [0], [0, 503, 0], [429, 0]])
def test_lost_answers_and_faults_change_nothing(server: BetStore, gateway: Gateway, faults: list[int]) -> None:
    bets = make_bets(*({"bet_id": f"{i}", "bettor": "cy"} for i in range(30)))
    gateway.fail_next[:] = faults
    assert server.upsert(bets) == UpsertCounts(inserted=30)
    assert gateway.fail_next == []
    assert server.fingerprint().startswith("33-")
    gateway.fail_next[:] = faults
    assert server.read(bettors=["cy"]).num_rows == 30
    gateway.fail_next[:] = faults
    server.add_rejects(make_rejects({}))
    assert server.counts().rejects == 1


def test_an_answer_to_the_merge_that_gets_lost_is_asked_for_again(server: BetStore, gateway: Gateway) -> None:
    gateway.fail_next[:] = [-1, 0]  # the page arrives; the merge is done, its answer lost
    assert server.upsert(make_bets({"bet_id": "new"})) == UpsertCounts(inserted=1)
    assert gateway.requests.count("POST /rest/v1/rpc/merge_upload") == 2


def test_pages_smaller_than_asked_for_lose_nothing(server: BetStore, gateway: Gateway) -> None:
    gateway.max_rows = 7
    bets = make_bets(*({"bet_id": f"{i % 9}'{i}\"", "bettor": "cy, (ltd.)"} for i in range(50)))
    rejects = make_rejects(*({"line": line} for line in range(20)))
    server.upsert(bets)
    server.add_rejects(rejects)
    assert server.read(bettors=["cy, (ltd.)"]).equals(bets)
    assert server.read(bet_ids=bets["bet_id"].to_pylist()).equals(bets)
    assert server.rejects().equals(rejects)


def test_a_project_that_goes_away_and_returns_is_waited_for(
    server: BetStore, gateway: Gateway, postgres: PostgresServer
) -> None:
    postgres.stop()
    back = threading.Timer(0.5, postgres.start)
    back.start()
    try:
        assert server.upsert(make_bets({"bet_id": "late"})) == UpsertCounts(inserted=1)
    finally:
        back.join()
    assert server.counts().bets == 4


def test_a_project_that_stays_away_is_a_sentence(server: BetStore, gateway: Gateway) -> None:
    assert isinstance(server, SupabaseStore)
    server.rest.patience = 0.3
    gateway.fail_next[:] = [503] * 50
    with pytest.raises(NotReadyError, match="cannot be reached"):
        server.upsert(make_bets({"bet_id": "new"}))
    assert 2 <= 50 - len(gateway.fail_next) <= 5
    gateway.fail_next.clear()
    assert server.counts().bets == 3


def test_moments_narrow_what_is_read(server: BetStore) -> None:
    assert server.read(placed_before=NOON + timedelta(hours=1))["bettor"].to_pylist() == ["ann"]


def test_a_project_without_the_schema_says_what_to_do(gateway: Gateway, supabase_url: str) -> None:
    with psycopg.connect(gateway.database) as owner:
        owner.execute("drop function schema_version")
    with pytest.raises(InputError, match="apply supabase/migrations to it"):
        open_store(supabase_url, get_settings())


def test_a_project_without_a_key_is_refused(project: str) -> None:
    settings = Settings(supabase_service_key="")
    with pytest.raises(InputError, match="needs PIKKIT_SUPABASE_SERVICE_KEY or PIKKIT_SUPABASE_DB_URL"):
        open_store(f"supabase+{project}", settings)


def test_a_project_that_is_not_there_is_a_sentence(monkeypatch: pytest.MonkeyPatch, project: str) -> None:
    with pytest.raises(NotReadyError, match=r"http://127\.0\.0\.1:1 cannot be reached"):
        open_store("supabase+http://127.0.0.1:1", get_settings())
    with pytest.raises(InputError, match="No Supabase project can be at 'nonsense'"):
        open_store("supabase+nonsense", get_settings())


def test_with_a_connection_string_everything_goes_over_it(supabase_url: str, gateway: Gateway) -> None:
    settings = Settings(supabase_db_url=gateway.database)
    store = open_store(supabase_url, settings)
    assert isinstance(store, SqlStore)
    assert store.upsert(make_bets({})) == UpsertCounts(inserted=1)
    store.close()
    assert gateway.requests == []


def test_keys_are_not_printed(project: str) -> None:
    settings = Settings()
    assert settings.resolved_store_url == f"supabase+{project}"
    assert settings.supabase_service_key.get_secret_value() not in repr(settings)
