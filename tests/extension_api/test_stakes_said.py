"""A score says an amount once the bettor's bankroll is known, and follows it."""

from flask.testing import FlaskClient

from tests.extension_api.test_preferences import client as pages

__all__ = ["pages"]

BET = {
    "sportsbook": "FanDuel",
    "odds": 2.2,
    "selection": "Hull Moneyline",
    "books": [{"sportsbook": "Pinnacle", "odds": 2.0, "other_odds": [2.0]}],
}
"""The other book says one half, so that 2.2 is worth 10 %: full Kelly is 0.1 / 1.2, a quarter of it 2.08 %."""


def stake(pages: FlaskClient, bettor: str = "ann") -> dict[str, object]:
    answer = pages.post(f"/v1/score?bettor={bettor}", json=BET).json
    assert answer
    return dict(answer["stake"])


def test_a_share_alone_then_an_amount_then_another_one(pages: FlaskClient) -> None:
    first = stake(pages)
    assert (first["amount"], first["kelly_fraction"]) == (None, 0.25)
    assert "No bankroll is known" in str(first["sentence"])
    pages.put(
        "/v1/preferences?bettor=ann", json={"starting_bankroll": 1000, "unit_size": 10, "bankroll_from": "2026-01-01"}
    )
    known = stake(pages)
    assert round(float(str(known["amount"])), 2) == 20.83
    assert round(float(str(known["units"])), 2) == 2.08
    flow = {"kind": "withdrawal", "amount": 500, "sportsbook": "FanDuel", "day": "2026-01-02"}
    assert pages.post("/v1/bankroll/flows?bettor=ann", json=flow).status_code == 201
    assert round(float(str(stake(pages)["amount"])), 2) == 10.42
    assert stake(pages, "bob")["amount"] is None
    assert stake(pages, "*")["amount"] is None
