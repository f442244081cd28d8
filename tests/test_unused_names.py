"""What nobody uses is not there: every public name is used by the product, or stands below with who else needs it."""

import ast
import re
from collections import Counter
from pathlib import Path

from tests.test_architecture import ROOT, modules

CALLED_BY_LIBRARIES = {
    *("do_GET", "log_message"),  # http.server's handler
    *("fetch_data",),  # PyJWT's key client
    *("get_input_types", "get_output_types", "unload"),  # kserve's model
    *("get_next_fire_time",),  # APScheduler's trigger
    *("infer_relative_search_space",),  # Optuna's sampler
    *("load_config",),  # gunicorn's application
    *("load_dialect_impl", "process_bind_param", "process_result_value"),  # SQLAlchemy's types
    *("settings_customise_sources",),  # pydantic-settings
}
FOR_CODE_OF_OTHERS = {
    *("implied_probability",),  # maths of prices
    *("bets_table", "Quote"),  # how others make what the library reads
    *("PriceOffsetClassifier", "price_proba", "stakes_environment"),  # docs/python.md
    *("open_user_store",),  # a store under one's own rights, as docs/bets.md shows
    *("parse_leg", "read_quotes", "team_run"),  # one of what is read in bulk
    *("helps",),  # the sequence experiment's answer
}


WORD = re.compile(r"\.(\w+)")


def defined(body: list[ast.stmt], *, inside: bool = False) -> list[str]:
    """The public names that a body defines: functions, classes and their methods, and constants of a module.

    What stands under a decorator that may hand it on (a route, a command, a validator) counts as used.
    """
    names: list[str] = []
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            names += [] if hands_on(node) else [node.name]
        elif isinstance(node, ast.ClassDef):
            names += [node.name, *defined(node.body, inside=True)]
        elif isinstance(node, ast.Assign) and not inside:
            names += [target.id for target in node.targets if isinstance(target, ast.Name)]
    return [name for name in names if not name.startswith("_")]


def hands_on(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    plain = ("property", "cache", "contextmanager", "classmethod", "staticmethod", "overload")
    return any(not any(word in ast.unparse(one) for word in plain) for one in node.decorator_list)


def used(tree: ast.Module) -> set[str]:
    """What a module reads: names, attributes, and imports under another name."""
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    names |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return names | {alias.name for node in imports for alias in node.names if alias.asname}


def used_by_pages() -> set[str]:
    """What templates of pages read."""
    folders = (ROOT / "extension_api", ROOT / "pikkit" / "pages")
    texts = (file.read_text(encoding="utf-8") for folder in folders for file in folder.rglob("*.html"))
    return {name for text in texts for code in re.findall(r"{[{%].*?[%}]}", text, re.S) for name in WORD.findall(code)}


def test_every_public_name_is_used_by_the_product() -> None:
    trees = {file: ast.parse(file.read_text(encoding="utf-8")) for file in modules().values()}
    uses = Counter(name for tree in trees.values() for name in used(tree))
    uses.update(used_by_pages())
    idle = {name: at(file) for file, tree in trees.items() for name in defined(tree.body) if not uses[name]}
    known = CALLED_BY_LIBRARIES | FOR_CODE_OF_OTHERS
    assert {name: file for name, file in idle.items() if name not in known} == {}
    assert known - idle.keys() == set(), "used again, or gone: take it off the lists above"


def at(file: Path) -> str:
    return file.as_posix().rpartition("pikkit/")[2]
