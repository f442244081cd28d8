"""One bettor's uploads crowd out nobody's, leave nothing behind, and are nobody else's to read."""

import os
import stat
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient

from pikkit.base.errors import NotReadyError
from pikkit.extension_api.extensions import held_by
from pikkit.extension_api.imports import ImportQueue, Job, JobState, TooManyError
from pikkit.keys import Scope, key_ring
from pikkit.settings import Settings
from tests.extension_api.service import app_of

JUNK = b"a,b\n1,2\n"
MB = 1024 * 1024


def queue_of(home: Path, **changed: object) -> ImportQueue:
    return ImportQueue(Settings(home=home, **changed))  # type: ignore[arg-type]


def ended(queue: ImportQueue, count: int) -> list[str]:
    """Whose uploads were read, in order."""
    order: list[str] = []
    for _ in range(count):
        before = {job.id for job in queue.jobs(None) if not job.is_open}
        queue.step()
        order += [job.bettor for job in queue.jobs(None) if not job.is_open and job.id not in before]
    return order


def test_bettors_take_turns_however_many_files_one_of_them_has(home: Path) -> None:
    queue = queue_of(home)
    for _ in range(10):
        queue.put("flood", "junk.csv", [JUNK])
    queue.put("ann", "mine.csv", [JUNK])
    queue.put("bob", "his.csv", [JUNK])
    queue.put("ann", "more.csv", [JUNK])
    assert ended(queue, 6) == ["flood", "ann", "bob", "flood", "ann", "flood"]


@pytest.mark.parametrize(
    ("quota", "sizes", "said"),
    [
        ({"upload_waiting_files": 3}, [10] * 3, "3 of your uploads wait"),
        ({"upload_files_a_day": 3}, [10] * 3, "3 files a day"),
        ({"upload_waiting_mb": 1}, [MB // 2, MB // 2], "waiting uploads may have 1 MB together"),
        ({"upload_mb_a_day": 1}, [MB // 2, MB // 2], "1 MB a day"),
    ],
)
def test_a_bettor_who_used_up_a_quota_is_refused_and_others_are_not(
    home: Path, quota: dict[str, int], sizes: list[int], said: str
) -> None:
    queue = queue_of(home, **quota)
    for size in sizes:
        queue.put("flood", "junk.csv", [b"x" * size])
    with pytest.raises(TooManyError, match=said):
        queue.put("flood", "junk.csv", [b"x" * 10])
    assert queue.put("ann", "mine.csv", [JUNK]).state is JobState.QUEUED
    assert len(list((home / "uploads").glob("*.csv"))) == len(sizes) + 1


def test_uploads_of_the_day_count_when_they_were_read_and_not_the_day_after(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue, real = queue_of(home, upload_files_a_day=2), time.time
    for _ in range(2):
        queue.put("ann", "mine.csv", [JUNK])
        queue.step()
    with pytest.raises(TooManyError):
        queue.put("ann", "mine.csv", [JUNK])
    monkeypatch.setattr(time, "time", lambda: real() + 25 * 3600)
    queue.put("ann", "mine.csv", [JUNK])


def test_uploads_dated_by_a_clock_that_was_wrong_do_not_lock_a_bettor_out(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue, real = queue_of(home, upload_files_a_day=2), time.time
    with monkeypatch.context() as wrong:
        wrong.setattr(time, "time", lambda: real() + 365 * 86400)
        for _ in range(2):
            queue.put("ann", "mine.csv", [JUNK])
    queue.put("ann", "mine.csv", [JUNK])


def test_an_upload_that_ends_the_server_each_time_is_given_up_and_the_next_one_is_read(home: Path) -> None:
    queue = queue_of(home)
    bomb = queue.put("flood", "bomb.csv", [JUNK])
    for _ in range(3):  # as processes that were killed leave it
        bomb.starts += 1
        queue._opened().begin(bomb)
    ann = queue.put("ann", "mine.csv", [JUNK])
    assert ended(queue, 2) == ["ann", "flood"]
    given_up = queue.get(bomb.id, "flood")
    assert given_up is not None
    assert "ended the server" in str(given_up.error)
    assert queue.get(ann.id, "flood") is None


def test_what_was_read_is_deleted_whether_it_was_an_export_or_not(home: Path) -> None:
    queue = queue_of(home)
    queue.put("ann", "mine.csv", [JUNK])
    queue.step()
    assert not list((home / "uploads").glob("*.csv"))


def test_where_the_settings_say_so_it_is_kept_for_so_many_days(home: Path) -> None:
    queue = queue_of(home, upload_keep_days=2)
    old, new = (queue.put("ann", "mine.csv", [JUNK]) for _ in range(2))
    waiting = queue.put("ann", "mine.csv", [JUNK])
    queue.step()
    queue.step()
    folder = home / "uploads"
    for identity in (old.id, waiting.id):
        os.utime(folder / f"{identity}.csv", (0, 0))
    (folder / "orphan.csv").write_bytes(JUNK)  # of an upload that was cut off
    os.utime(folder / "orphan.csv", (0, 0))
    queue._tidied = -1e9
    queue._tidy()
    assert {path.stem for path in folder.glob("*.csv")} == {new.id, waiting.id}


def test_an_upload_that_is_cut_off_leaves_nothing(home: Path) -> None:
    def cut() -> Iterator[bytes]:
        yield b"bet_id"
        raise ConnectionError("the client is gone")

    with pytest.raises((ConnectionError, NotReadyError)):
        queue_of(home).put("ann", "mine.csv", cut())
    assert not list((home / "uploads").glob("*.csv"))


def test_nobody_else_on_this_machine_can_read_uploads(home: Path) -> None:
    (home / "uploads").mkdir(parents=True, mode=0o755)  # as an earlier version left it
    before = os.umask(0)
    try:
        queue_of(home).put("ann", "mine.csv", [JUNK])
    finally:
        os.umask(before)
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in [home / "uploads", *(home / "uploads").iterdir()]}
    assert modes.pop(home / "uploads") == 0o700
    assert {mode & 0o077 for mode in modes.values()} == {0}


def test_what_an_earlier_version_took_is_read(home: Path) -> None:
    folder = home / "uploads"
    folder.mkdir(parents=True)
    job = Job.model_validate({"id": "abc", "bettor": "ann", "name": "old.csv", "uploaded_at": "2026-01-01T00:00:00Z"})
    (folder / "abc.json").write_text(job.model_dump_json())
    (folder / "abc.csv").write_bytes(JUNK)
    queue = queue_of(home)
    assert ended(queue, 1) == ["ann"]
    assert {path.name for path in folder.glob("abc*")} == set()


def upload(client: FlaskClient, path: str = "/v1/imports", **data: str) -> Any:
    form = {"file": (BytesIO(JUNK), "mine.csv"), **data}
    return client.post(path, data=form, content_type="multipart/form-data")


@pytest.fixture
def app(home: Path) -> Iterator[APIFlask]:
    config = Settings(home=home, predictor_url="http://127.0.0.1:1", upload_waiting_files=1, bettor="ann")
    with app_of(config) as app:
        yield app


def test_over_http_it_is_a_429_with_the_sentence(app: APIFlask) -> None:
    client = app.test_client()
    assert upload(client).status_code == 202
    refused = upload(client)
    assert refused.status_code == 429
    assert "1 of your uploads wait" in refused.get_json()["error"]["message"]


def test_a_page_shows_no_uploads_of_others(app: APIFlask) -> None:
    held_by(app).imports.put("bob", "secret name.csv", [JUNK])
    key = key_ring(held_by(app).settings).create("test", "ann", [Scope.READ])[1]
    page = app.test_client().get("/imports", headers={"Authorization": f"Bearer {key}"})
    assert page.status_code == 200
    assert "secret name" not in page.get_data(as_text=True)


def csrf(client: FlaskClient) -> str:
    client.get("/imports")
    with client.session_transaction() as session:
        session["csrf"] = "token"
    return "token"


def test_while_the_sample_is_shown_no_upload_is_taken_and_every_page_says_sample(home: Path) -> None:
    with app_of(Settings(home=home, sample=True, predictor_url="http://127.0.0.1:1")) as app:
        client = app.test_client()
        refused = upload(client)
        assert (refused.status_code, refused.get_json()["error"]["code"]) == (409, "sample_shown")
        assert "pikkit import FILE" in refused.get_json()["error"]["message"]
        assert upload(client, "/imports", csrf_token=csrf(client)).status_code == 409
        assert not list((home / "uploads").glob("*.csv"))
        for page in ("/", "/performance", "/bets", "/imports", "/opportunities"):
            assert "bundled sample" in client.get(page).get_data(as_text=True), page


def test_while_the_sample_is_shown_no_capture_goes_to_its_made_up_bettor(home: Path) -> None:
    with app_of(Settings(home=home, sample=True, predictor_url="http://127.0.0.1:1")) as app:
        client, seen = app.test_client(), {"client_key": "a", "sportsbook": "DraftKings", "odds": 1.91}
        scored = client.post("/v1/score", json={"sportsbook": "DraftKings", "odds": 1.91})
        refused = client.post("/v1/opportunities", json=seen)
        changed = client.patch("/v1/opportunities/a", json={"status": "dismissed"})
        assert scored.status_code == 200
        for answer in (refused, changed):
            assert (answer.status_code, answer.get_json()["error"]["code"]) == (409, "sample_shown")
        assert "your captures do not belong here" in refused.get_json()["error"]["message"]
        assert client.get("/v1/opportunities").get_json()["opportunities"] == []
