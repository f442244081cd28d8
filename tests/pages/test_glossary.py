"""The words of the pages are those of the documentation."""

import re

import pytest

from pikkit.pages.glossary import GLOSSARY
from tests.servers import ROOT

PARAGRAPHS = [" ".join(one.split()) for one in (ROOT / "docs" / "glossary.md").read_text("utf-8").split("\n\n")]


@pytest.mark.parametrize("key", GLOSSARY)
def test_the_documentation_says_the_same_of_a_term(key: str) -> None:
    one = GLOSSARY[key]
    unit = f" Counted in {one.unit}." if one.unit else ""
    said = next((text for text in PARAGRAPHS if text.startswith(f"**{one.name}.** ")), "")
    assert re.sub(r" \[[^]]+\]\([^)]+\)$", "", said) == f"**{one.name}.** {one.meaning}{unit}"


def test_terms_stand_in_the_order_of_their_names() -> None:
    names = [one.name.lower() for one in GLOSSARY.values()]
    assert names == sorted(names)
