"""A junk file costs its bettor a sentence, and neither room nor time of others."""

import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from pikkit.base.errors import InputError
from pikkit.review.quarantined_items import RowFilter, find_rows
from pikkit.settings import get_settings
from pikkit.store import BetStore, open_store
from pikkit.store.quota import MOST_QUARANTINED
from pikkit.store.reject_samples import MOST_OF_A_KIND
from pikkit.sync.syncing import import_exports
from tests.store.builders import make_bets, make_rejects
from tests.store.conftest import EMPTY
from tests.store.postgres_server import PostgresServer
from tests.store.supabase_roles import ANN, ANN_ID, acting_as, insert, some_row

HEADER = (
    "bet_id,sportsbook,type,status,odds,closing_line,ev,amount,profit,time_placed_iso,time_settled_iso,bet_info,tags\n"
)
GOOD = "{id},Caesars,straight,PLACED,1.9,,,10,,2025-12-27T22:55:44.000Z,,Nice Moneyline Nice vs. Brest,\n"
BAD = GOOD.replace("1.9", "")


def export(folder: Path, *lines: str) -> Path:
    path = folder / "ann.csv"
    path.write_text(HEADER + "".join(line.format(id=number) for number, line in enumerate(lines)))
    return path


def test_a_file_of_590_000_junk_lines_is_a_sentence_and_few_rows(store: BetStore, tmp_path: Path) -> None:
    path = tmp_path / "ann.csv"
    path.write_text(HEADER + "x\ny\n" * 295_000)  # 1.2 MB
    with pytest.raises(InputError, match=r"have the same fault \(row\.width\)\. The first 2,000 are in the quarantine"):
        import_exports(path, store)
    assert store.counts().rejects == MOST_OF_A_KIND
    files = [file.stat().st_size for file in (tmp_path / "store").iterdir()]
    assert sum(files) < 8_000_000


def test_a_file_with_many_bad_rows_among_more_good_ones_is_read_to_its_end(store: BetStore, tmp_path: Path) -> None:
    bad = MOST_OF_A_KIND + 500
    done = import_exports(export(tmp_path, *[BAD] * bad, *[GOOD] * (bad + 1)), store)
    assert done.rules == {"odds.missing": bad}
    assert (store.counts().bets, store.counts().rejects) == (bad + 1, MOST_OF_A_KIND)
    assert store.imports()["rejected"].to_pylist() == [bad]


def test_file_after_file_of_junk_fills_no_more_than_a_quota(store: BetStore) -> None:
    for name in range(3):
        rows = ({"source": f"{name}.csv", "line": line} for line in range(MOST_QUARANTINED // 2))
        store.add_rejects(make_rejects(*rows))
    assert store.counts().rejects == MOST_QUARANTINED
    assert store.add_rejects(make_rejects({"bettor": "bob"})) == 1


def test_a_user_fills_no_more_over_the_api(postgres: PostgresServer) -> None:
    url = postgres.create("quota", EMPTY)
    with psycopg.connect(url) as owner:
        insert(owner, "bettors", {"bettor": "ann", "user_id": ANN_ID})
    row = some_row(url, "quarantine", "ann", 1)
    columns, values = ", ".join(row), ", ".join("n" if name == "line" else f"%({name})s" for name in row)
    many = f"insert into quarantine ({columns}) select {values} from generate_series(1, 40001) as n"
    with (
        acting_as(url, ANN) as connection,
        pytest.raises(psycopg.errors.CheckViolation, match="quarantine of ann is full"),
    ):
        connection.execute(many.encode(), row)
    postgres.drop("quota")


@pytest.fixture(params=["sqlite", "postgres", "supabase"])
def full_store(request: pytest.FixtureRequest, url: str) -> Iterator[BetStore]:
    """A store with much of ann's in the quarantine and a little of bob's."""
    names = {"postgres": "postgres_url", "supabase": "supabase_url"}
    store = open_store(request.getfixturevalue(names.get(request.param, "url")), get_settings())
    store.add_rejects(make_rejects(*({"line": line, "raw": f'{{"n": "{line}"}}'} for line in range(3000))))
    store.add_rejects(make_rejects({"bettor": "bob", "raw": '{"odds": "0"}'}))
    store.upsert(make_bets({}))
    yield store
    store.close()


def test_a_bettors_list_reads_his_rows_only(full_store: BetStore) -> None:
    assert [row.bettor for row in find_rows(full_store, RowFilter(bettors=["bob"]))] == ["bob"]
    assert full_store.quarantined(["bob"]).num_rows == 1
    assert full_store.imports(["bob"]).num_rows == 0
    started = time.process_time()
    full_store.quarantined(["bob"])
    his = time.process_time() - started
    started = time.process_time()
    full_store.quarantined()
    assert his < time.process_time() - started


def test_a_reference_tells_nothing_of_others_rows(full_store: BetStore) -> None:
    anns = find_rows(full_store, RowFilter(bettors=["ann"]))
    mine = find_rows(full_store, RowFilter(bettors=["bob"]))[0]
    of_nobody, of_ann = "0123456789abcdef", anns[0].ref
    said = set()
    for ref in (of_nobody, of_ann):
        with pytest.raises(InputError) as refused:
            find_rows(full_store, RowFilter(refs=[ref], bettors=["bob"]))
        said.add(str(refused.value).replace(ref, "REF"))
    assert len(said) == 1
    assert any(
        row.ref[0] == mine.ref[0] for row in anns
    )  # the short one is doubtful among all rows, and not among bob's
    assert find_rows(full_store, RowFilter(refs=[mine.ref[0]], bettors=["bob"])) == [mine]
