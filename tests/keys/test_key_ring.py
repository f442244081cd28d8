"""Keys: random, kept as hashes, scoped, revocable."""

from pathlib import Path

import pytest

from pikkit.base.errors import InputError
from pikkit.keys import KeyRing, Scope


@pytest.fixture
def ring(tmp_path: Path) -> KeyRing:
    return KeyRing(tmp_path / "keys.db")


def test_a_key_is_found_by_its_text_alone(ring: KeyRing) -> None:
    key, text = ring.create("laptop", "ann", [Scope.READ])
    assert ring.find(text) == key
    assert ring.find(text[:-1] + ("a" if text[-1] != "a" else "b")) is None
    assert ring.find(key.id) is None
    assert [
        ring.find(nonsense) for nonsense in ("", "pikkit__", "pikkit_x_y", "_", text.replace("pikkit", "other"))
    ] == [None] * 5


def test_a_revoked_key_opens_nothing_but_is_remembered(ring: KeyRing) -> None:
    key, text = ring.create("laptop", "ann", [Scope.READ])
    ring.revoke(key.id)
    assert ring.find(text) is None
    assert ring.of_id(key.id) is None
    assert ring.all()[0].revoked_at is not None
    assert ring.any_made()


def test_the_secret_is_not_in_the_file(ring: KeyRing, tmp_path: Path) -> None:
    _, text = ring.create("laptop", "ann", [Scope.READ])
    secret = text.split("_", 2)[2].encode()
    ring.close()
    assert not any(secret in file.read_bytes() for file in tmp_path.iterdir())
    assert (tmp_path / "keys.db").stat().st_mode & 0o077 == 0


def test_a_key_needs_a_bettor_and_a_scope(ring: KeyRing) -> None:
    with pytest.raises(InputError, match="needs a bettor"):
        ring.create("laptop", " ", [Scope.READ])
    with pytest.raises(InputError, match="at least one scope"):
        ring.create("laptop", "ann", [])
    assert not ring.any_made()


def test_an_unknown_key_cannot_be_revoked(ring: KeyRing) -> None:
    with pytest.raises(InputError, match="no key 'x'"):
        ring.revoke("x")
