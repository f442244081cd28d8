"""Training asked for in the browser: started once, followed by its lines, told as it ended."""

import time
from contextlib import suppress
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from pikkit.base.errors import NotReadyError
from pikkit.embedded.work import Work, WorkBoard, WorkKind, WorkState
from pikkit.extension_api.extensions import held_by
from pikkit.keys import Scope
from pikkit.settings import Settings
from tests.extension_api.service import app_of
from tests.extension_api.test_dashboard_pages import token_of


@pytest.fixture
def settings(home: Path) -> Settings:
    return Settings(home=home, store_url="", predictor_url="http://127.0.0.1:1")


def ended(settings: Settings) -> Work:
    board = WorkBoard(settings)
    while (work := board.now()) is None or work.is_open:
        time.sleep(0.1)
    return work


def asked(client: FlaskClient, what: str) -> int:
    token = token_of(client.get("/imports").text)
    return client.post("/work", data={"do": what, "csrf_token": token}).status_code


def test_a_training_without_bets_says_why_not_on_the_page_and_in_the_stream(settings: Settings) -> None:
    with app_of(settings) as app:
        client = app.test_client()
        assert asked(client, "train") == 303
        assert ended(settings).state is WorkState.REFUSED
        page = client.get("/models").text
        assert "There are no settled bets to learn from" in page
        assert 'value="train"' not in page, "what would be refused is not offered"
        assert 'value="drift"' not in page
        stream = client.get("/work-events").text
        assert "event: line" in stream
        assert stream.endswith('data: "refused"\n\n')


def test_one_works_at_a_time_and_every_page_says_so(settings: Settings) -> None:
    board = WorkBoard(settings)
    with app_of(settings) as app, board.hold(WorkKind.TRAIN, "pikkit run"):
        board.tell("tune (3.0 s)")
        client = app.test_client()
        assert "A training is under way" in client.get("/bets").text
        page = client.get("/models").text
        assert "tune (3.0 s)" in page
        assert 'value="train"' not in page
        assert asked(client, "train") == 409


def test_what_the_dashboard_began_it_offers_to_cancel_and_nothing_else(settings: Settings) -> None:
    board = WorkBoard(settings)
    with app_of(settings) as app:
        client = app.test_client()
        with board.hold(WorkKind.TRAIN, "dashboard"):
            assert 'value="cancel"' in client.get("/models").text
        assert 'value="cancel"' not in client.get("/models").text
        with board.hold(WorkKind.TRAIN, "pikkit run"):
            assert 'value="cancel"' not in client.get("/models").text


def test_a_training_can_be_cancelled(settings: Settings) -> None:
    with app_of(settings) as app:
        client = app.test_client()
        assert asked(client, "train") == 303
        assert asked(client, "cancel") == 303
        assert ended(settings).state in {WorkState.CANCELLED, WorkState.REFUSED}  # it may have ended first


def test_few_streams_hold_a_thread_and_the_others_get_what_was_said(settings: Settings) -> None:
    board = WorkBoard(settings)
    with app_of(settings.model_copy(update={"api_threads": 8})) as app, board.hold(WorkKind.TRAIN, "pikkit run"):
        board.tell("tune (3.0 s)")
        held = [app.test_client().get("/work-events", buffered=False) for _ in range(2)]
        followed = [iter(stream.response) for stream in held]
        assert all("tune (3.0 s)" in str(next(lines)) for lines in followed)
        for _ in range(20):  # as many as all threads would hold
            text = app.test_client().get("/work-events").text
            assert "tune (3.0 s)" in text
            assert text.endswith("retry: 3000\n\n")
        for stream in held:
            stream.close()
        again = app.test_client().get("/work-events", buffered=False)
        assert "tune" in str(next(iter(again.response)))
        again.close()


def test_a_bettor_follows_no_work(settings: Settings) -> None:
    board = WorkBoard(settings)
    with app_of(settings) as app, board.hold(WorkKind.TRAIN, "pikkit run"):
        board.tell("reading bob.csv")
        _, secret = held_by(app).guard.ring.create("x", "ann", {Scope.SCORE, Scope.READ, Scope.WRITE})
        answer = app.test_client().get("/work-events", headers={"Authorization": f"Bearer {secret}"})
        assert answer.status_code == 403
        assert "bob" not in answer.text


def test_work_whose_process_ended_is_not_under_way(settings: Settings) -> None:
    board = WorkBoard(settings)
    with board.hold(WorkKind.TRAIN, "pikkit run") as work:
        unfinished = work.model_copy()
    (settings.resolved_home / "work" / "work.json").write_text(unfinished.model_dump_json())
    found = board.now()
    assert found is not None
    assert found.state is WorkState.CUT_SHORT


@pytest.mark.parametrize(("error", "state"), [(NotReadyError, WorkState.REFUSED), (RuntimeError, WorkState.FAILED)])
def test_bets_that_are_too_few_are_no_failure(settings: Settings, error: type[Exception], state: WorkState) -> None:
    board = WorkBoard(settings)
    with suppress(error), board.hold(WorkKind.TRAIN, "pikkit run"):
        raise error("Too few bets to train")
    work = board.now()
    assert work is not None
    assert (work.state, work.said) == (state, "Too few bets to train")


def test_what_is_not_known_is_refused(settings: Settings) -> None:
    with app_of(settings) as app:
        assert asked(app.test_client(), "fly") == 400
