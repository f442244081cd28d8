"""Rows of the online store under somebody else's hands: each counts as no history, and nobody gets another's."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pikkit.features.online.reader import REMEMBERED, FeastOnlineFeatures
from pikkit.features.online.store.feast_layout import PACKED, entity_key, no_history, packed_value, table_name
from pikkit.features.views.view import VIEWS
from tests.feature_repo.conftest import two_and_three_bets  # noqa: F401 (a fixture)
from tests.feature_repo.test_materialisation import ann, serving  # noqa: F401 (a fixture)

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("feast")]

VIEW = next(view for view in VIEWS if view.keys == ("bettor",))
SOUND = packed_value(no_history(VIEW))
VALUES = {
    "empty": b"",
    "8 bytes short": SOUND[:-8],
    "a byte short": SOUND[:-1],
    "a byte long": SOUND + b"x",
    "a whole row long": SOUND + no_history(VIEW),
    "a text": "abc",
    "a number": 5,
    "a megabyte": b"x" * 2**20,
}
KEYS = {
    "empty": b"",
    "short": b"\x01\x00",
    "of nobody's letters": entity_key(VIEW, ("aaa",)).replace(b"aaa", b"\xff\xfe\xfd"),
    "longer than it says": entity_key(VIEW, ("aaa",)) + b"x",
    "a text": "aaa",
    "of another number of values": b"\x09" + entity_key(VIEW, ("aaa",))[1:],
}
UPDATE = f"UPDATE \"{table_name(VIEW)}\" SET value = ? WHERE entity_key = ? AND feature_name = '{PACKED}'"
INSERT = f'INSERT INTO "{table_name(VIEW)}" (entity_key, feature_name, value) VALUES (?, ?, ?)'


def tampered(home: Path, folder: Path, *statements: tuple[str, tuple[object, ...]]) -> Path:
    """A copy of a folder's online store after some statements."""
    folder.mkdir()
    shutil.copy(home / "online.db", folder)
    with closing(sqlite3.connect(folder / "online.db")) as database, database:
        for statement, values in statements:
            assert database.execute(statement, values).rowcount == 1
    return folder


def bets_of_ann(folder: Path, remembered: int) -> float:
    reader = FeastOnlineFeatures(folder, remembered=remembered)
    try:
        return ann(reader)
    finally:
        reader.close()


def test_rows_that_are_none_are_nobodys_history(serving: Path, tmp_path_factory: pytest.TempPathFactory) -> None:  # noqa: F811
    """One test, as to make what is served takes seconds."""
    folder = tmp_path_factory.mktemp("tampered")
    others: list[tuple[str, tuple[object, ...]]] = [  # before and after ann's
        (INSERT, (entity_key(VIEW, (f"{side} {name}",)), PACKED, value))
        for name, value in VALUES.items()
        for side in ("aa", "zz")
    ]
    others += [(INSERT, (key, PACKED, SOUND)) for key in KEYS.values()]
    with_others = tampered(serving, folder / "others", *others)
    for remembered in (REMEMBERED, 0):
        assert bets_of_ann(with_others, remembered) == 2.0
    for number, (name, value) in enumerate(VALUES.items()):
        own = tampered(serving, folder / str(number), (UPDATE, (value, entity_key(VIEW, ("ann",)))))
        for remembered in (REMEMBERED, 0):
            assert bets_of_ann(own, remembered) == 0.0, name
