"""Uploads as a person makes them on the pages: whose bets, no pictures, and never into the sample."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from pikkit.embedded.handover import waiting_handover
from pikkit.home import sample_home
from pikkit.settings import Settings
from tests.extension_api.service import app_of
from tests.extension_api.test_dashboard_pages import BAD, GOOD, HEADER, token_of

EXPORT = f"{HEADER}\n{GOOD}\n".encode()


@pytest.fixture
def sample(home: Path) -> Settings:
    return sample_home(Settings(home=home)).settings


@pytest.fixture
def client(sample: Settings) -> Iterator[FlaskClient]:
    with app_of(sample) as app:
        yield app.test_client()


def sent(client: FlaskClient, path: str, content: bytes, name: str, whose: str) -> TestResponse:
    token = token_of(client.get("/imports").text)
    form = {"file": (BytesIO(content), name), "whose": whose, "csrf_token": token}
    return client.post(path, data=form, content_type="multipart/form-data")


def test_bets_sent_to_the_sample_wait_for_a_home_of_their_own(client: FlaskClient, sample: Settings) -> None:
    answer = sent(client, "/own-home", EXPORT, "my bets.csv", "ann")
    assert answer.status_code == 303
    handed = waiting_handover(sample)
    assert handed is not None
    assert (handed.bettor, handed.file.name, handed.file.read_bytes()) == ("ann", "my bets.csv", EXPORT)
    assert "There are no bets yet" in client.get("/bets").text
    handed.forget()
    assert waiting_handover(sample) is None


@pytest.mark.parametrize(
    ("content", "whose", "said"),
    [
        (EXPORT, "", "Say whose bets they are"),
        (b"\x89PNG\r\n", "ann", "is a picture (PNG)"),
        (b"date,amount\n2024-01-01,10\n", "ann", "bets.csv"),
    ],
)
def test_what_cannot_be_a_home_is_refused_in_a_sentence(
    client: FlaskClient, sample: Settings, content: bytes, whose: str, said: str
) -> None:
    answer = sent(client, "/own-home", content, "bets.csv", whose)
    assert answer.status_code == 400
    assert said in answer.text
    assert str(sample.resolved_home) not in answer.text
    assert waiting_handover(sample) is None


@pytest.mark.parametrize(
    "path", ["/", "/performance", "/calibration", "/bets", "/opportunities", "/imports", "/models"]
)
def test_every_page_of_the_sample_says_so(client: FlaskClient, path: str) -> None:
    page = client.get(path).text
    assert "(sample) · Pikkit</title>" in page
    assert "This is the bundled sample" in page


def test_an_upload_of_ones_own_is_whose_one_says_and_keeps_its_name(home: Path) -> None:
    with app_of(Settings(home=home, store_url="", predictor_url="http://127.0.0.1:1")) as app:
        client = app.test_client()
        answer = sent(client, "/imports", EXPORT, "my bets.csv", "ann")
        assert "bettor=ann" in answer.location
        assert app.extensions["pikkit"].imports.step()
        page = client.get(answer.location).text
        assert page.count("my bets.csv") == 2  # the upload, and the file it became
        bad = f"{HEADER}\n{BAD}\n".encode()
        answer = sent(client, "/imports", bad, "bad rows.csv", "ann")
        assert app.extensions["pikkit"].imports.step()
        page = client.get(answer.location).text
        assert "bad rows.csv, line 2" in page, "the quarantine calls it so, too"
        assert "is a picture (JPEG)" in sent(client, "/imports", b"\xff\xd8\xff\xe0", "slip.jpg", "ann").text
