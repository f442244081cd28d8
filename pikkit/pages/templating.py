"""Jinja's templates of pages: texts are escaped by themselves, and a name that is missing is an error."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup


def markup(html: str) -> Markup:
    """Something that is HTML already, as charts and parts of pages are; never a text from outside."""
    return Markup(html)  # noqa: S704 (what it is for)


@cache
def template(name: str) -> Template:
    """A template of ``pikkit/pages/templates``."""
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    folder = FileSystemLoader(Path(__file__).with_name("templates"))
    return Environment(loader=folder, autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
