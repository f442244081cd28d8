"""The first bets of a new user: too few for a model, enough for a dashboard and for prices."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Pikkit
from tests.cli.export_texts import row, write_export
from tests.servers import free_port


@pytest.mark.parametrize(
    ("status", "lacks"), [("SETTLED_LOSS", "30 of the stored bets"), ("PLACED", "no settled bets")]
)
def test_a_run_on_a_few_bets_serves_prices_and_says_why(
    pikkit: Pikkit, tmp_path: Path, status: str, lacks: str
) -> None:
    export = write_export(tmp_path / "few.csv", *(row(n, status) for n in range(30)))
    ports = ["--port", str(free_port()), "--predictor-port", str(free_port())]
    answer = pikkit("run", "--once", "--json", "--bets", export, *ports)
    assert answer.code == 0, answer.err
    said = json.loads(answer.out)
    assert (said["bets"], said["price_only"], said["trained"]) == (30, True, False)
    assert lacks in said["lacking"]
    assert said["score"]["model_version"] == "price-only"
    assert "no model has been trained here yet; it takes 500 straight bets" in said["score"]["warnings"][0]
