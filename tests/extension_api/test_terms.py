"""Words of the trade explain themselves wherever they name a figure."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pikkit.pages.glossary import GLOSSARY
from pikkit.settings import Settings
from tests.extension_api.service import app_of
from tests.servers import ROOT

TEMPLATES = sorted((ROOT / "extension_api" / "dashboard" / "templates" / "dashboard").glob("*.html"))
NAMING = re.compile(r"<(th|dt|figcaption)\b[^>]*>(?P<words>.*?)</\1>", re.DOTALL)
WORDS = re.compile(r"\b(CLV|closing line value|EV|edge|Kelly|lean|coverage|log loss|gap closed|ROI)\b", re.IGNORECASE)


def bare(markup: str) -> list[str]:
    """Terms in the names of figures that nothing explains; code of the template is no word of the page."""
    names = [re.sub(r"{[{%].*?[%}]}|<[^>]+>", "", found["words"]) for found in NAMING.finditer(markup)]
    return [word for name in names for word in WORDS.findall(name)]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_no_figure_is_named_by_a_term_that_nothing_explains(path: Path) -> None:
    assert bare(path.read_text("utf-8")) == []


def test_a_bare_term_would_be_found() -> None:
    assert bare('<th scope="col">Gap closed</th><dt>{{ term("ev") }} of ROI</dt>') == ["Gap closed", "ROI"]


@pytest.fixture
def glossary(home: Path) -> Iterator[str]:
    with app_of(Settings(home=home, store_url="", predictor_url="http://127.0.0.1:1")) as app:
        yield app.test_client().get("/glossary").text


def test_the_glossary_explains_every_term_with_its_unit(glossary: str) -> None:
    for key, one in GLOSSARY.items():
        assert f'<dt id="{key}">{one.name}' in glossary
        assert not one.unit or f"in {one.unit}" in glossary
