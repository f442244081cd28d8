"""The gateway answers the SDK as PostgREST does, for what its docstring says it covers."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from postgrest.exceptions import APIError
from supabase import ClientOptions, create_client

from tests.store.conftest import SECRET
from tests.store.gateway.server import Gateway, serving
from tests.store.gateway.tokens import token


@pytest.fixture
def project_url(gateway: Gateway) -> Iterator[str]:
    """Where the gateway is."""
    with serving(gateway) as url:
        yield url


@pytest.fixture
def sdk(project_url: str) -> Iterator[Any]:
    """The SDK with the service key."""
    with httpx.Client() as http:
        yield create_client(project_url, token(SECRET, "service_role"), ClientOptions(httpx_client=http))


@pytest.fixture
def deployments(sdk: Any) -> Any:
    """The SDK, and five rows of a table without a bettor."""
    rows = [
        {
            "id": f"d{n}", "decided_at": f"2026-03-0{n}T12:00:00.000001Z", "who": "a,b" if n == 2 else f'"{n}"',
            "model_name": "m", "from_version": None if n < 3 else f"{n}", "strategy": "canary", "weights": "{}",
            "decision": "PROMOTE", "reasons": "[]",
        }
        for n in range(1, 6)
    ]  # fmt: skip
    sdk.table("deployments").insert(rows).execute()
    return sdk


def ids(query: Any) -> list[str]:
    return [row["id"] for row in query.execute().data]


def test_rows_are_filtered_ordered_and_cut(deployments: Any) -> None:
    def select() -> Any:
        return deployments.table("deployments").select("id,who")

    assert ids(select().gt("id", "d1").lte("id", "d4").neq("id", "d2").order("id", desc=True)) == ["d4", "d3"]
    assert ids(select().in_("who", ["a,b", '"4"']).order("id")) == ["d2", "d4"]
    assert ids(select().is_("from_version", "null").order("id")) == ["d1", "d2"]
    assert ids(select().not_.is_("from_version", "null").order("id").limit(2).offset(1)) == ["d4", "d5"]
    assert ids(select().lt("decided_at", "2026-03-02T12:00:00.000001+00:00")) == ["d1"]
    assert ids(select().order("id").range(1, 2)) == ["d2", "d3"]


def test_rows_are_counted_and_pages_are_short(deployments: Any, gateway: Gateway) -> None:
    gateway.max_rows = 2
    answer = deployments.table("deployments").select("id", count="exact").order("id").execute()
    assert (len(answer.data), answer.count) == (2, 5)


def test_rows_are_updated_and_deleted_by_filter(sdk: Any) -> None:
    bettors = [{"bettor": name, "user_id": "00000000-0000-0000-0000-00000000000a"} for name in ("a", "b", "c")]
    assert len(sdk.table("bettors").insert(bettors).execute().data) == 3
    updated = sdk.table("bettors").update({"bettor": "z"}).eq("bettor", "a").execute()
    assert [row["bettor"] for row in updated.data] == ["z"]
    sdk.table("bettors").delete().eq("bettor", "b").execute()
    assert [row["bettor"] for row in sdk.table("bettors").select("*").order("bettor").execute().data] == ["c", "z"]


def test_an_upsert_merges_or_ignores_what_is_there(sdk: Any) -> None:
    one, two = ({"bettor": "a", "user_id": f"00000000-0000-0000-0000-00000000000{digit}"} for digit in "12")
    table = sdk.table("bettors")
    table.insert(one).execute()
    assert table.upsert(two, on_conflict="bettor", ignore_duplicates=True).execute().data == []
    assert table.upsert(two, on_conflict="bettor").execute().data == [two]
    with pytest.raises(APIError, match="duplicate key") as conflict:
        table.insert(one).execute()
    assert conflict.value.code == "23505"


def test_functions_return_sets_rows_and_values(sdk: Any) -> None:
    assert sdk.rpc("visible_bettors").execute().data == []
    assert sdk.rpc("visible_counts").execute().data == {"bets": 0, "settled": 0, "bettors": 0, "rejects": 0}
    assert sdk.rpc("wrapped", {"total": 2**64 + 1}).execute().data == 1


@pytest.mark.parametrize(("kind", "name"), [("table", "nowhere"), ("rpc", "nothing")])
def test_what_is_not_there_is_said(sdk: Any, kind: str, name: str) -> None:
    query = sdk.table(name).select("*") if kind == "table" else sdk.rpc(name)
    with pytest.raises(APIError, match="in the schema cache"):
        query.execute()


def test_a_request_without_a_key_is_refused(project_url: str) -> None:
    assert httpx.get(f"{project_url}/rest/v1/bets").status_code == 401
