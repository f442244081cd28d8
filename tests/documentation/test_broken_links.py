"""The site is not built while a link of it leads nowhere."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_CONFIGURATION = f"""\
INHERIT: {ROOT / "mkdocs.yml"}
docs_dir: docs
site_dir: site
hooks: [hook.py]
nav: [index.md]
"""


def built(folder: Path, page: str) -> "subprocess.CompletedProcess[str]":
    """A site of one page, without the generated ones, built as ``make docs`` builds."""
    (folder / "hook.py").write_text("from documentation.hook import on_startup\n", encoding="utf-8")
    (folder / "docs").mkdir()
    (folder / "docs" / "index.md").write_text(f"# Here\n\n{page}\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(_CONFIGURATION, encoding="utf-8")
    build = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", str(folder / "mkdocs.yml")]
    return subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("link", ["nowhere.md", "#nowhere"], ids=["page", "heading"])
def test_a_link_that_leads_nowhere_is_an_error(tmp_path: Path, link: str) -> None:
    done = built(tmp_path, f"[There]({link})")
    assert done.returncode != 0
    assert "nowhere" in done.stderr


def test_a_link_that_leads_somewhere_is_none(tmp_path: Path) -> None:
    done = built(tmp_path, "[Here](#here)")
    assert done.returncode == 0
