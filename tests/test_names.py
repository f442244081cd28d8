"""A name means one thing: how many public names and names of files may occur twice in the product."""

import ast
from collections import Counter
from pathlib import Path

from tests.test_architecture import modules

SAYS_NOTHING = {"found", "said", "told"}
"""Of which value would these not be true?"""
MOST_NAMES_TWICE = 0.08
MOST_FILES_TWICE = 0.20
ENTRY_FILES = {"__init__.py", "__main__.py"}


def public_names(file: Path) -> set[str]:
    """The public functions and classes of a module; the overloads of one function count once."""
    body = ast.parse(file.read_text(encoding="utf-8")).body
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return {node.name for node in body if isinstance(node, kinds) and not node.name.startswith("_")}


def twice(counts: Counter[str]) -> dict[str, int]:
    return {name: count for name, count in counts.items() if count > 1}


def test_few_public_names_are_defined_twice() -> None:
    counts = Counter(name for file in modules().values() for name in public_names(file))
    assert sum(twice(counts).values()) <= MOST_NAMES_TWICE * counts.total(), twice(counts)


def test_few_files_are_called_alike() -> None:
    counts = Counter(file.name for file in modules().values() if file.name not in ENTRY_FILES)
    assert sum(twice(counts).values()) <= MOST_FILES_TWICE * counts.total(), twice(counts)


def test_values_are_called_by_what_they_hold() -> None:
    nameless = [
        f"{module}:{node.lineno} {node.id}"
        for module, file in modules().items()
        for function in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id in SAYS_NOTHING
    ]
    assert nameless == []
