"""What `--help` says is said to people: no function or class of the code in it, and nothing without a word."""

import ast
import re
from collections.abc import Iterator
from typing import Any

import typer

from pikkit.cli.app import app
from tests.test_architecture import modules

NAME = re.compile(r"\b[A-Za-z]+(?:_[a-z]+)+\b|\b[A-Z][a-z]+(?:[A-Z][a-z]+)+\b")


def texts(command: Any, path: str) -> Iterator[tuple[str, str]]:
    yield path, command.help or ""
    for option in command.params:
        yield f"{path} {option.name}", getattr(option, "help", None) or ""
    for name, inner in getattr(command, "commands", {}).items():
        yield from texts(inner, f"{path} {name}")


def names_of_code() -> set[str]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    trees = (ast.parse(file.read_text(encoding="utf-8")) for file in modules().values())
    return {node.name for tree in trees for node in ast.walk(tree) if isinstance(node, kinds)}


def test_helps_name_nothing_of_the_code() -> None:
    """What one types (a feature, a setting, a figure) is no function; a name that is was renamed into the sentence."""
    said, known = dict(texts(typer.main.get_command(app), "pikkit")), names_of_code()
    assert len(said) > 200
    found = {path: names for path, text in said.items() if (names := set(NAME.findall(text)) & known)}
    assert found == {}


def test_every_command_and_option_has_a_help() -> None:
    silent = [path for path, text in texts(typer.main.get_command(app), "pikkit") if not text]
    assert silent == []
