"""The service as a process: where it listens (``running`` checks that it stops cleanly)."""

import httpx
import psutil  # type: ignore[import-untyped]
import pytest

from tests.servers import Running, running


@pytest.mark.xdist_group("api")
def test_the_command_serves_scores_on_the_given_address_alone(predictor: Running) -> None:
    with running(["-m", "pikkit.extension_api", "--port", "0", "--predictor-url", predictor.url]) as api:
        answer = httpx.post(f"{api.url}/v1/score", json={"sportsbook": "x", "odds": 2}, timeout=30, trust_env=False)
        assert answer.json()["p_win"] == 0.5
        family = [psutil.Process(api.process.pid), *psutil.Process(api.process.pid).children()]
        listening = {c.laddr for process in family for c in process.connections() if c.status == "LISTEN"}
        assert [f"http://{address.ip}:{address.port}" for address in listening] == [api.url]
