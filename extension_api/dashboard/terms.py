"""Words that explain themselves where they stand: a button that opens the glossary's meaning, without a script.

A popover opens by mouse, touch and keyboard, closes by Escape, and is announced as expanded or not by the browser.
"""

from flask import g
from markupsafe import Markup

from pikkit.pages.glossary import GLOSSARY, Term


def term(key: str, label: str = "") -> Markup:
    """The button for a term of the glossary, which the page explains at its end; ``label`` is what it says."""
    used: dict[str, Term] = g.setdefault("terms", {})
    used[key] = GLOSSARY[key]
    words = label or GLOSSARY[key].name
    return Markup('<button type="button" class="term" popovertarget="term-{}">{}</button>').format(key, words)


def terms_used() -> dict[str, Term]:
    """The terms that stood on the page so far."""
    used: dict[str, Term] = g.get("terms", {})
    return used


def term_unit(key: str) -> str:
    """What a term's figures are counted in."""
    return GLOSSARY[key].unit
