"""The file tree is the architecture: who may import whom, and what stays light."""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
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
HEAVY = {"feast", "flask", "great_expectations", "kfp", "kserve", "mlflow", "optuna", "pandas", "sklearn", "xgboost"}
LIGHT = [
    "pikkit.settings",
    "pikkit.bets",
    "pikkit.store",
    "pikkit.review",
    "pikkit.sync",
    "pikkit.scoring",
]


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
    found = [
        sentence
        for module, file in modules().items()
        if outer_of(module) == room
        for sentence in broken_rules(
            module, list(imports_of(file.read_text(encoding="utf-8"), module.rpartition(".")[0]))
        )
    ]
    assert found == []


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
    for module, file in modules().items():
        if outer_of(module) is None and module.count("."):
            room = module.split(".")[1]
            imports = imports_of(file.read_text(encoding="utf-8"), module.rpartition(".")[0])
            names = (
                one.name.split(".") for one in imports if is_in(one.name, {LIBRARY}) and outer_of(one.name) is None
            )
            below.setdefault(room, set()).update(parts[1] for parts in names if len(parts) > 1)
    graph = {room: under - {room} for room, under in below.items()}
    assert list(TopologicalSorter(graph).static_order())  # a CycleError names the circle


def test_no_files_import_each_other_in_a_circle() -> None:
    known = modules()
    graph: dict[str, set[str]] = {}
    for module, file in known.items():
        imports = imports_of(file.read_text(encoding="utf-8"), module.rpartition(".")[0])
        graph[name_of(module)] = {near for one in imports if (near := nearest(one.name, known))} - {name_of(module)}
    assert list(TopologicalSorter(graph).static_order())  # a CycleError names the circle


def nearest(name: str, known: dict[str, Path]) -> str | None:
    """The file that a dotted name leads to: its own, or that of the package or module that holds the name."""
    while name:
        for module in (name, f"{name}.__init__"):
            if module in known:
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
        for module, file in modules().items()
        if outer_of(module) is None and not is_in(module, {"pikkit.settings"})
        for imported in imports_of(file.read_text(encoding="utf-8"), module.rpartition(".")[0])
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


def loaded_by(statements: str) -> set[str]:
    """The top-level modules that a fresh interpreter has loaded after the statements."""
    program = (
        f"{statements}\nimport json, sys\nprint('\\n' + json.dumps(sorted(m for m in sys.modules if '.' not in m)))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize("room", LIGHT)
def test_a_light_room_loads_nothing_heavy(room: str) -> None:
    names = [module.removesuffix(".__init__") for module in modules() if is_in(module, {room})]
    assert loaded_by(f"import {', '.join(names)}") & HEAVY == set()


HELP = """
import sys
sys.argv = ["pikkit", "--help"]
from cli.main import main
try:
    main()
except SystemExit as stop:
    assert not stop.code, stop.code
"""


def test_help_loads_nothing_heavy() -> None:
    assert loaded_by(HELP) & HEAVY == set()


def test_heavy_modules_are_recognised_once_loaded() -> None:
    assert loaded_by("import pandas") & HEAVY == {"pandas"}


NO_QUOTES = """
from datetime import UTC, datetime
import pyarrow as pa
from pikkit.quotes.store.contract import Span
from pikkit.quotes.store.layout import STORED, joined
assert joined(pa.Table.from_batches([], STORED), Span(datetime.now(UTC), datetime.now(UTC))).num_rows == 0
"""


def test_a_store_without_quotes_costs_a_score_no_pandas() -> None:
    assert loaded_by(NO_QUOTES) & HEAVY == set()


PROCESSES = (
    "pikkit.cli.main",
    "pikkit.extension_api.__main__",
    "pikkit.extension_api.app",
    "pikkit.inference.drift_detector.app",
    "pikkit.inference.drift_detector.detector",
    "pikkit.inference.predictor.model",
    "pikkit.inference.predictor.server",
    "pikkit.home_work",
)


@pytest.mark.parametrize("module", PROCESSES)
def test_what_a_process_begins_with_can_be_imported_first(module: str) -> None:
    """A circle of imports shows only to whoever begins at the wrong end of it."""
    assert "pikkit" in loaded_by(f"import {module}")
