"""``pikkit keys`` and ``pikkit outbox``: who may call, and what waits or was refused."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from pikkit.base.errors import InputError
from pikkit.keys import Scope, key_ring
from pikkit.outbox import Deliverer, Entry, Item, Operation, Outbox, open_outbox
from pikkit.outbox.lane import REFUSALS
from pikkit.settings import Settings
from tests.cli.conftest import Pikkit


class Refusing:
    """A target that refuses everything."""

    def deliver(self, entries: Sequence[Entry]) -> None:
        raise InputError(f"it does not like {entries[0].item.key}")

    def close(self) -> None: ...


@pytest.fixture
def outbox(home: Path, monkeypatch: pytest.MonkeyPatch) -> Outbox:
    """An outbox with one dead entry, a webhook's, and one that waits."""
    monkeypatch.setattr("pikkit.outbox.lane._FIRST_SECONDS", 0.0)
    outbox = open_outbox(Settings(home=home))
    outbox.add([Item("https://n8n.example/hook/s3cret", "opportunity", "ann", "a", Operation.POST, {})])
    deliverer = Deliverer(outbox, lambda _: Refusing())
    for _ in range(REFUSALS):
        deliverer.step()
    outbox.add([Item("records", "opportunities", "ann", "b", Operation.APPEND, {})])
    return outbox


def test_a_key_is_shown_once_and_opens_until_it_is_revoked(pikkit: Pikkit, home: Path) -> None:
    made = pikkit("keys", "create", "laptop", "--bettor", "ann", "--scopes", "read,score", "--json").document
    ring = key_ring(Settings(home=home))
    found = ring.find(made["key"])
    assert found is not None
    assert (found.bettor, set(found.scopes)) == ("ann", {Scope.READ, Scope.SCORE})
    listed = pikkit("keys", "list")
    assert made["id"] in listed.out
    assert made["key"] not in listed.out
    assert pikkit("keys", "revoke", made["id"]).code == 0
    assert ring.find(made["key"]) is None
    assert "revoked" in pikkit("keys", "list").out


def test_keys_of_the_sample_are_made_beside_bets_of_ones_own(pikkit: Pikkit, home: Path) -> None:
    made = pikkit("keys", "create", "laptop", "--bettor", "ann", "--sample")
    identity = made.out.split("_")[1]
    assert f"pikkit keys revoke --sample {identity}" in made.out
    assert not key_ring(Settings(home=home)).any_made()
    assert key_ring(Settings(home=home / "sample")).of_id(identity) is not None
    assert identity in pikkit("keys", "list", "--sample").out
    assert pikkit("keys", "revoke", "--sample", identity).code == 0
    assert key_ring(Settings(home=home / "sample")).of_id(identity) is None


def test_without_keys_the_list_says_what_that_means(pikkit: Pikkit) -> None:
    assert "answers this machine alone" in pikkit("keys", "list").out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("create", "laptop", "--bettor", "ann", "--scopes", "read,fly"), "There is no scope fly"),
        (("create", "laptop", "--bettor", "ann", "--scopes", ","), "at least one scope"),
        (("create", "laptop", "--bettor", " "), "needs a bettor"),
        (("revoke", "nonsense"), "There is no key 'nonsense'"),
    ],
)
def test_a_key_that_cannot_be_is_refused_with_a_sentence(
    pikkit: Pikkit, arguments: tuple[str, ...], sentence: str
) -> None:
    answer = pikkit("keys", *arguments)
    assert answer.code == 2
    assert sentence in answer.sentence


def test_the_outbox_tells_what_waits_and_what_is_dead_without_secrets(pikkit: Pikkit, outbox: Outbox) -> None:
    waiting = pikkit("outbox", "list", "--json").document
    assert (waiting["pending"], waiting["dead"], [one["key"] for one in waiting["entries"]]) == (1, 1, ["b"])
    dead = pikkit("outbox", "list", "--dead")
    assert "1 entry waiting" in dead.out
    assert "post opportunity a  5: it does not like a" in dead.out
    assert "s3cret" not in dead.out + json.dumps(pikkit("outbox", "list", "--dead", "--json").document)
    assert outbox.depth().pending == 1


def test_dead_entries_wait_again_when_replayed(pikkit: Pikkit, outbox: Outbox) -> None:
    assert pikkit("outbox", "replay", 999, "--json").document == {"replayed": 0}
    assert pikkit("outbox", "replay", "--json").document == {"replayed": 1}
    assert (outbox.depth().pending, outbox.depth().dead) == (2, 0)


def test_purging_asks_and_forgets_the_dead_alone(pikkit: Pikkit, outbox: Outbox) -> None:
    assert pikkit("outbox", "purge").code != 0
    assert outbox.depth().dead == 1
    assert pikkit("outbox", "purge", "--yes", "--json").document == {"purged": 1}
    assert (outbox.depth().pending, outbox.depth().dead) == (1, 0)
