"""The file tree is the architecture: who may import whom, and who reads the settings."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

LIBRARY = "pikkit"
# What runs the library, and what it may import beside the library and itself. Each is a folder of the repository and is
# installed, and imported, as pikkit.NAME; the command may start every other one only as a process.
OUTER = {
    "components": set[str](),
    "pipelines": {"components"},
    "inference": set[str](),
    "extension_api": set[str](),
    "feature_repo": set[str](),
    "cli": set[str](),
}
GROUND_FLOOR = {"pikkit.base", "pikkit.settings", "pikkit.bets"}
MAY_IMPORT_INSIDE = {
    "pikkit.base": {"pikkit.base"},
    "pikkit.bets": {"pikkit.bets", "pikkit.base"},
    "pikkit.settings": GROUND_FLOOR,
}
NEVER = {"pikkit.rollout": {"pikkit.training"}}


@dataclass(frozen=True)
class Import:
    """What is imported, as a dotted name, and on which line."""

    name: str
    line: int


def imports_of(source: str, package: str) -> Iterator[Import]:
    """Every import of a file in ``package``: statements anywhere in it, and importlib with a literal name."""
    for node in ast.walk(ast.parse(source)):
        for name in imported_names(node, package):
            yield Import(name, getattr(node, "lineno", 0))


@cache
def imports_in(module: str) -> list[Import]:
    """Every import of one of the modules."""
    return list(imports_of(modules()[module].read_text(encoding="utf-8"), module.rpartition(".")[0]))


def imported_names(node: ast.AST, package: str) -> list[str]:
    """The dotted names that one syntax node imports; ``from a import b`` imports ``a.b``."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        parents = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
        base = ".".join([*parents, *([node.module] if node.module else [])])
        return [f"{base}.{alias.name}" for alias in node.names]
    if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "__import__")):
        return [arg.value for arg in node.args[:1] if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    return []


def is_in(name: str, packages: set[str]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def outer_of(name: str) -> str | None:
    """The outer room a dotted name lies in; None for the library and for anybody else's modules."""
    parts = name.split(".")
    return parts[1] if parts[0] == LIBRARY and len(parts) > 1 and parts[1] in OUTER else None


def broken_rules(module: str, imports: list[Import]) -> list[str]:
    """The imports of a module, given by its dotted name, that the rules forbid, as sentences."""
    room = outer_of(module)
    allowed_rooms = {None} if room is None else {None, room, *OUTER[room]}
    broken = [i for i in imports if outer_of(i.name) not in allowed_rooms or is_in(i.name, set(OUTER))]
    for package, allowed in MAY_IMPORT_INSIDE.items():
        if is_in(module, {package}):
            broken += [i for i in imports if is_in(i.name, {"pikkit"}) and not is_in(i.name, allowed)]
    for package, forbidden in NEVER.items():
        if is_in(module, {package}):
            broken += [i for i in imports if is_in(i.name, forbidden)]
    return [f"{module} line {i.line} must not import {i.name}" for i in broken]


@cache
def modules() -> dict[str, Path]:
    """Every Python file of the rooms, by the name it is imported by (a package's is that of its ``__init__``)."""
    library = {".".join(file.relative_to(ROOT).with_suffix("").parts): file for file in files_of(LIBRARY)}
    outer = {
        ".".join((LIBRARY, *file.relative_to(ROOT).with_suffix("").parts)): file
        for room in OUTER
        for file in files_of(room)
    }
    return library | outer


def files_of(folder: str) -> list[Path]:
    """Its Python files; links are not followed."""
    return [file for file in sorted((ROOT / folder).rglob("*.py")) if not linked(file)]


def linked(file: Path) -> bool:
    return file.resolve().relative_to(ROOT) != file.relative_to(ROOT)


@pytest.mark.parametrize("room", [None, *OUTER])
def test_a_room_imports_only_what_it_may(room: str | None) -> None:
    inside = (module for module in modules() if outer_of(module) == room)
    assert [sentence for module in inside for sentence in broken_rules(module, imports_in(module))] == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("pikkit.store.sql", "from pikkit.cli import main"),
        ("pikkit.store.sql", "from cli import main"),
        ("pikkit.store.sql", "import pikkit.components.train"),
        ("pikkit.store.sql", "def f():\n    from pikkit.pipelines.training import x"),
        ("pikkit.store.sql", "import importlib\nimportlib.import_module('pikkit.inference.predictor')"),
        ("pikkit.components.train.component", "from pikkit.pipelines import training"),
        ("pikkit.components.train.component", "from components.image import IMAGE"),
        ("pikkit.inference.predictor.model", "from pikkit.extension_api.app import create_app"),
        ("pikkit.cli.serve", "from pikkit.inference.predictor import server"),
        ("pikkit.bets.odds", "from pikkit.settings import get_settings"),
        ("pikkit.bets.odds", "from ..settings import get_settings"),
        ("pikkit.bets.export.reader", "from pikkit import store"),
        ("pikkit.settings.monitoring", "from pikkit.drift.result import DriftReport"),
        ("pikkit.base.errors", "from pikkit.bets import odds"),
        ("pikkit.rollout.judge", "from pikkit.training.gate import judge"),
    ],
)
def test_the_rules_see_what_breaks_them(module: str, source: str) -> None:
    assert len(broken_rules(module, list(imports_of(source, module.rpartition(".")[0])))) == 1


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("pikkit.bets.odds", "from pikkit.base.errors import InputError\nfrom .outcome import Side"),
        ("pikkit.rollout.judge", "from pikkit.bets import odds"),
        ("pikkit.pipelines.training", "from pikkit.components.train.component import x\nfrom pikkit import settings"),
        ("pikkit.cli.train", "import pikkitlike, componentsx"),
    ],
)
def test_the_rules_let_through_what_they_may(module: str, source: str) -> None:
    assert broken_rules(module, list(imports_of(source, module.rpartition(".")[0]))) == []


def test_the_rooms_of_the_library_form_no_circle() -> None:
    below: dict[str, set[str]] = {}
    for module in modules():
        if outer_of(module) is None and module.count("."):
            room = module.split(".")[1]
            inside = (one.name for one in imports_in(module) if is_in(one.name, {LIBRARY}))
            names = (name.split(".") for name in inside if outer_of(name) is None)
            below.setdefault(room, set()).update(parts[1] for parts in names if len(parts) > 1)
    graph = {room: under - {room} for room, under in below.items()}
    assert list(TopologicalSorter(graph).static_order())  # a CycleError names the circle


def test_no_files_import_each_other_in_a_circle() -> None:
    graph: dict[str, set[str]] = {}
    for module in modules():
        near = {nearest(one.name) for one in imports_in(module)}
        graph[name_of(module)] = {name for name in near if name} - {name_of(module)}
    assert list(TopologicalSorter(graph).static_order())  # a CycleError names the circle


def nearest(name: str) -> str | None:
    """The file that a dotted name leads to: its own, or that of the package or module that holds the name."""
    while name:
        for module in (name, f"{name}.__init__"):
            if module in modules():
                return name_of(module)
        name = name.rpartition(".")[0]
    return None


def name_of(module: str) -> str:
    return module.removesuffix(".__init__")


def test_the_tree_of_the_page_has_every_room() -> None:
    tree = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = {module.split(".")[1] for module in modules() if outer_of(module) is None and module.count(".") > 1}
    assert sorted(room for room in rooms | set(OUTER) if f" {room}/" not in tree) == []


READERS = {"pikkit.home", "pikkit.deploying.fetching", "pikkit.deploying.awaiting"}  # the last two are programs of pods


def test_nothing_below_the_home_reads_the_settings_of_the_process() -> None:
    readers = {
        module
        for module in modules()
        if outer_of(module) is None and not is_in(module, {"pikkit.settings"})
        for imported in imports_in(module)
        if imported.name in {"pikkit.settings.get_settings", "pikkit.settings.settings_with"}
    }
    assert readers == READERS


def test_every_package_says_what_it_is_for() -> None:
    packages = [file for module, file in modules().items() if module.endswith("__init__")]
    silent = [str(file.relative_to(ROOT)) for file in packages if not ast.get_docstring(ast.parse(file.read_text()))]
    assert silent == []


def test_every_folder_of_modules_is_a_package() -> None:
    folders = {file.parent for file in modules().values()}
    assert [str(folder.relative_to(ROOT)) for folder in folders if not (folder / "__init__.py").exists()] == []
