"""A bet's page: the slip as read, and tags and a note that are kept, its owner's alone."""

import pytest
from flask.testing import FlaskClient

from pikkit.extension_api.reading import bet_store
from tests.extension_api.test_dashboard_pages import client, filled, settings, token_of

__all__ = ["client", "filled", "settings"]
ADDRESS = "/bet?id=g1&bettor=ann"
pytestmark = pytest.mark.usefixtures("filled")


def keep(client: FlaskClient, address: str = ADDRESS, **form: str) -> tuple[int, str]:
    token = token_of(client.get(ADDRESS).text)
    answer = client.post(address, data=form | {"csrf_token": token}, follow_redirects=True)
    return answer.status_code, answer.text


def test_the_list_leads_to_a_page_that_says_how_the_slip_is_read(client: FlaskClient) -> None:
    assert 'href="/bet?bettor=ann&amp;id=g1"' in client.get("/bets?bettor=ann").text
    page = client.get(ADDRESS).text
    assert "left over" in page
    assert "&lt;script&gt;alert(1)" in page
    assert "<script" not in page


def test_tags_and_note_are_kept_and_told_in_the_history(client: FlaskClient) -> None:
    status, page = keep(client, tags="steam", note="line moved <b>late")
    assert status == 200
    assert 'value="steam"' in page
    assert ">line moved &lt;b&gt;late</textarea>" in page
    assert "→ steam" in page
    with client.application.app_context():
        assert bet_store().read(["ann"])["tags"].to_pylist() == ["steam"]
    _, emptied = keep(client, tags="steam", note="")
    assert "></textarea>" in emptied
    assert emptied.count("→ steam") == 1


def test_what_cannot_be_kept_is_refused_with_a_sentence(client: FlaskClient) -> None:
    assert keep(client, note="x" * 2001)[0] == 400
    assert keep(client, tags="t" * 2001)[0] >= 400
    assert client.post(ADDRESS, data={"tags": "a"}).status_code == 403


@pytest.mark.parametrize("address", ["/bet?id=g1&bettor=bob", "/bet?id=nothing&bettor=ann", "/bet?bettor=ann"])
def test_a_bet_that_is_not_there_is_told_of_by_nothing(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert "FanDuel" not in answer.text
    assert keep(client, address, tags="mine")[0] == 404


def test_without_a_model_it_says_that_no_score_as_of_then_can_be_given(client: FlaskClient) -> None:
    for address in (ADDRESS, f"{ADDRESS}&then=yes"):
        page = client.get(address).text
        assert "No score as of then can be given: no model is kept here. By its price alone its chance was" in page
