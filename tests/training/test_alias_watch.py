"""Which version an alias points to, asked again and again."""

import pytest

from pikkit.registry.alias_watch import alias_watch
from pikkit.registry.client import connect
from tests.training.registries import NAME, Registry


def test_the_answer_follows_the_alias(registry: Registry) -> None:
    ask = alias_watch(f"models:/{NAME}@champion", registry.uri)
    assert ask is not None
    registry.register()
    assert ask() == f"{NAME}/1"
    registry.register()
    assert ask() == f"{NAME}/2"
    connect(registry.uri).delete_registered_model_alias(NAME, "champion")
    assert ask() is None


@pytest.mark.parametrize("uri", [f"models:/{NAME}/1", "runs:/0123abc", "/mnt/models"])
def test_what_never_changes_needs_no_watching(uri: str, registry: Registry) -> None:
    assert alias_watch(uri, registry.uri) is None
