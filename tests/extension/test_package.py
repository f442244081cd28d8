"""The extension as it is packed: the same bytes from the same files, and nothing that a page could load."""

import json
import re
import zipfile
from pathlib import Path

from pikkit.bets.names import canonical_sportsbook
from tests.extension.loading import FOLDER
from tests.extension.packing import pack

MANIFEST = json.loads((FOLDER / "manifest.json").read_text())
SCRIPTS = MANIFEST["content_scripts"][0]["js"]


def test_it_is_packed_the_same_each_time(tmp_path: Path) -> None:
    first, second = pack(tmp_path / "one"), pack(tmp_path / "two")
    assert first.name == f"pikkit-extension-{MANIFEST['version']}.zip"
    assert first.read_bytes() == second.read_bytes()


def test_all_that_it_names_is_in_it_and_nothing_of_the_demo(tmp_path: Path) -> None:
    with zipfile.ZipFile(pack(tmp_path)) as packed:
        names = set(packed.namelist())
    assert {
        *SCRIPTS,
        "manifest.json",
        "background.js",
        "popup.html",
        "options.html",
        *MANIFEST["icons"].values(),
    } <= names
    assert not [name for name in names if name.startswith("demo/") or name.endswith(".md")]
    for name in names:
        if name.endswith(".js"):
            imports = re.findall(r'from "\./([^"]+)"', (FOLDER / name).read_text())
            assert set(imports) <= names


def test_every_file_of_the_content_is_loaded() -> None:
    files = {
        path.relative_to(FOLDER).as_posix() for part in ("content", "adapters") for path in (FOLDER / part).glob("*.js")
    }
    assert set(SCRIPTS) == files


def test_pages_can_load_nothing_of_it() -> None:
    assert "web_accessible_resources" not in MANIFEST


def test_the_books_of_adapters_are_books_that_pikkit_knows_by_their_hosts() -> None:
    for path in (FOLDER / "adapters").glob("*.js"):
        text = path.read_text()
        pairs = re.findall(r'book: "([^"]+)",\s+hosts: \[([^\]]*)\]', text) + re.findall(
            r'\["([^"]+)", \[([^\]]*)\]\]', text
        )
        assert pairs or path.name == "demo.js"
        for book, hosts in pairs:
            for host in re.findall(r'"([^"]+)"', hosts):
                assert canonical_sportsbook(f"www.{host}") == (book, None)
