"""The list of bets: sorted, summed and downloaded as its filter says, and nobody else's."""

import csv
import io

import pyarrow.parquet as pq
import pytest
from flask.testing import FlaskClient

from tests.extension_api.test_filters_kept import SET, client, link

__all__ = ["client"]


def test_a_heading_sorts_and_sorts_the_other_way_again(client: FlaskClient) -> None:
    page = client.get(f"/bets?{SET}").text
    address = link(page, "Stake")
    assert {"sort=-stake", "weekday=Wednesday"} <= set(address.partition("?")[2].split("&"))
    sorted_page = client.get(address).text
    assert 'aria-sort="descending"' in sorted_page
    assert "sort=stake" in link(sorted_page, 'Stake<span aria-hidden="true"> ↓</span>')


def test_the_list_says_what_all_that_fits_came_to(client: FlaskClient) -> None:
    page = client.get(f"/bets?{SET}&bettor=*").text
    assert "all 2 bets that fit" in page
    assert "of 20.00 staked" in page


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_download_holds_what_the_filter_shows(client: FlaskClient, form: str) -> None:
    address = link(client.get(f"/bets?{SET}&bettor=ann").text, {"csv": "as CSV", "parquet": "as Parquet"}[form])
    answer = client.get(address)
    assert answer.status_code == 200
    assert f".{form}" in answer.headers["Content-Disposition"]
    text = answer.data.decode() if form == "csv" else ""
    rows = list(csv.DictReader(io.StringIO(text))) if text else pq.read_table(io.BytesIO(answer.data)).to_pylist()
    assert [(row["bettor"], row["bet_id"]) for row in rows] == [("ann", "g1")]
    assert rows[0]["league"] == ("'=HYPERLINK(1)" if form == "csv" else "=HYPERLINK(1)")


def test_a_wrong_download_is_a_page_with_a_sentence(client: FlaskClient) -> None:
    assert client.get("/bets.csv?sort=luck").status_code == 400
    assert client.get("/bets.exe").status_code == 404
