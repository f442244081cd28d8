"""Where the predictor listens, when, and how it stops."""

import asyncio
import signal
import socket

import psutil  # type: ignore[import-untyped]
import pytest
from kserve import ModelRepository

from pikkit.base.errors import InputError
from pikkit.inference.listening import bind
from pikkit.inference.predictor.data_plane import PredictorDataPlane
from pikkit.inference.predictor.model import PikkitModel
from tests.inference.price_only import PriceOnlyScorer
from tests.servers import Running, running

ANOTHER_LOOPBACK = "127.0.0.2"  # reaches whatever listens on every interface, and nothing on 127.0.0.1 alone


def reachable(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=5):
            return True
    except ConnectionRefusedError:
        return False


@pytest.mark.xdist_group("predictor")
def test_it_listens_on_the_given_address_and_nothing_else(predictor: Running) -> None:
    listening = [c.laddr for c in psutil.Process(predictor.process.pid).connections() if c.status == "LISTEN"]
    assert [f"http://{address.ip}:{address.port}" for address in listening] == [predictor.url]
    assert predictor.url.startswith("http://127.0.0.1:")
    assert not reachable(ANOTHER_LOOPBACK, listening[0].port)


def test_the_other_loopback_address_would_see_a_server_on_every_interface() -> None:
    with bind("0.0.0.0", 0) as listener:  # noqa: S104 (what must not happen by default)
        listener.listen()
        assert reachable(ANOTHER_LOOPBACK, listener.getsockname()[1])


def test_connections_are_refused_until_the_model_is_loaded() -> None:
    with bind("127.0.0.1", 0) as listener:
        assert not reachable("127.0.0.1", listener.getsockname()[1])


def test_an_address_in_use_is_an_input_error() -> None:
    with bind("127.0.0.1", 0) as listener:
        listener.listen()
        port = listener.getsockname()[1]
        with pytest.raises(InputError, match=f"cannot listen on 127.0.0.1:{port}"):
            bind("127.0.0.1", port)


@pytest.mark.parametrize(("host", "port"), [("256.1.1.1", 0), ("127.0.0.1", 70_000), ("::zz", 0)])
def test_an_impossible_address_is_an_input_error(host: str, port: int) -> None:
    with pytest.raises(InputError, match="cannot listen"):
        bind(host, port)


def test_it_is_ready_only_once_the_model_is_loaded() -> None:
    repository = ModelRepository()
    model = PikkitModel("pikkit", PriceOnlyScorer)
    plane = PredictorDataPlane(repository)
    assert not asyncio.run(plane.ready())
    repository.update(model)
    assert not asyncio.run(plane.ready())
    model.load()
    assert asyncio.run(plane.ready())


def test_ctrl_c_ends_it_with_code_0() -> None:
    with running(["-m", "tests.inference.price_only", "127.0.0.1", "0"]) as server:
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(30) == 0
