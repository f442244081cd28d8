"""Who listens on more than loopback is told where he can be reached, and that others need a key."""

import socket

import pytest

from pikkit.embedded.other_addresses import other_addresses, own_address
from pikkit.settings import Settings


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
def test_of_loopback_nothing_is_said(host: str) -> None:
    assert other_addresses(Settings(host=host), 8000) == ""


@pytest.mark.parametrize(("host", "family"), [("0.0.0.0", socket.AF_INET), ("::", socket.AF_INET6)])  # noqa: S104
def test_every_address_is_said_with_one_that_this_machine_has(host: str, family: socket.AddressFamily) -> None:
    sentence = other_addresses(Settings(host=host), 8123)
    assert "every address of this machine" in sentence
    assert "pikkit keys create" in sentence
    if own := own_address(family):
        with socket.socket(family, socket.SOCK_STREAM) as server:
            server.bind((own, 0))  # only one's own address can be
        assert own in sentence
        assert ":8123" in sentence


def test_one_other_address_is_said() -> None:
    assert "listens on 10.1.2.3, for whoever reaches" in other_addresses(Settings(host="10.1.2.3"), 8000)


def test_of_the_sample_the_key_is_made_in_its_own_home() -> None:
    assert "`pikkit keys create --sample` makes a key" in other_addresses(Settings(host="10.1.2.3", sample=True), 8000)
