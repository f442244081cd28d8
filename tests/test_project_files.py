"""What holds of the project's own files: what they may not name, and that what is installed is pinned."""

import re
import subprocess
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]

# Spelled in parts, so that this file does not name what it looks for.
REGISTRIES = [
    ("pypi", "org"), ("files", "pythonhosted", "org"), ("crates", "io"), ("proxy", "golang", "org"),
    ("registry", "npmjs", "org"), ("repo1", "maven", "org"), ("deb", "debian", "org"),
]  # fmt: skip
MACHINE_PATHS = ["work", "root", "Users"]
UNWANTED = re.compile(
    "|".join(re.escape(".".join(host)) for host in REGISTRIES) + rf"|(?<![\w./$}}~*-])/(?:{'|'.join(MACHINE_PATHS)})/\w"
)


def test_no_file_names_a_registry_or_a_path_of_one_machine() -> None:
    found = [
        f"{file.relative_to(ROOT)}:{number}: {line.strip()[:120]}"
        for file in project_files()
        for number, line in enumerate(file.read_bytes().decode("utf-8", "replace").splitlines(), start=1)
        if UNWANTED.search(line)
    ]
    assert found == []


@pytest.mark.parametrize("line", ["see https://{}/simple", "--index-url={}"])
def test_registries_are_seen(line: str) -> None:
    assert UNWANTED.search(line.format(".".join(REGISTRIES[0])))


@pytest.mark.parametrize(("line", "seen"), [("cd /{}/main", True), ('"/{}/x"', True), ("src/{}/main", False)])
def test_paths_of_one_machine_are_seen(line: str, seen: bool) -> None:
    assert bool(UNWANTED.search(line.format(MACHINE_PATHS[0]))) is seen


def project_files() -> list[Path]:
    """Every file that is tracked or would be."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


TOP = "pikkit|cli|components|pipelines|inference|extension_api|feature_repo|tests|benchmarks|docs|extension|helm|images"
NAMED_PATH = re.compile(rf"(?<![\w./-])(?:{TOP})/[\w./-]+\.(?:py|md|sql|html|js)\b")
NAMED_BESIDE = re.compile(r"""Path\(__file__\)(?:\.resolve\(\))?(?:\.with_name\(|\.parent / )"([\w.-]+)""")
NAMED_ALONE = re.compile(r"`([\w-]+\.(?:py|js|md|sql))`")
NAMED_TEST = re.compile(r"([\w/]+\.py)::(test_\w+)")
INVENTED = {"pikkit/some.py", "pikkit/store/sqlite_changes/NNNNNN.sql", "NNNNNN.sql"}
"""Named as examples."""


def test_what_a_text_names_is_there() -> None:
    """A file that was renamed takes its mentions along: what a text sends one to, and what code opens beside itself."""
    known = {file.name for file in project_files()}
    missing = set[str]()
    for file in project_files():
        text = file.read_bytes().decode("utf-8", "replace")
        named = {name for name in NAMED_PATH.findall(text) if not (ROOT / name).exists()}
        beside = {name for name in NAMED_BESIDE.findall(text) if not (file.parent / name).exists()}
        alone = set(NAMED_ALONE.findall(text)) - known
        missing |= {f"{file.relative_to(ROOT)}: {name}" for name in (named | beside | alone) - INVENTED}
    assert missing == set()


def test_a_test_that_a_page_names_is_there() -> None:
    pages = [file for file in project_files() if file.suffix == ".md"]
    named = {found for page in pages for found in NAMED_TEST.findall(page.read_text(encoding="utf-8"))}
    assert len(named) > 10
    assert {f"{file}::{test}" for file, test in named if f"def {test}(" not in source(file)} == set()


def source(name: str) -> str:
    """A file's text; nothing where there is none."""
    return (ROOT / name).read_text(encoding="utf-8") if (ROOT / name).is_file() else ""


def pins() -> set[str]:
    """The canonical names in constraints.txt, each pinned with ``==``."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return {canonicalize_name(line.split("==")[0]) for line in lines if "==" in line and not line.startswith("#")}


def needed_by(package: str, extras: frozenset[str], known: set[tuple[str, frozenset[str]]]) -> None:
    """Add to ``known`` every package that ``package[extras]`` needs here, and what those need."""
    if (package, extras) in known:
        return
    known.add((package, extras))
    for line in distribution(package).requires or []:
        requirement = Requirement(line)
        if any(requirement.marker is None or requirement.marker.evaluate({"extra": extra}) for extra in extras | {""}):
            needed_by(canonicalize_name(requirement.name), frozenset(requirement.extras), known)


def test_everything_that_is_installed_is_pinned() -> None:
    known: set[tuple[str, frozenset[str]]] = set()
    needed_by("pikkit", frozenset({"dev"}), known)
    needed = {package for package, _ in known} - {"pikkit"}
    assert len(needed) > 100
    assert sorted(needed - pins()) == []


def test_pins_hold_no_index_address() -> None:
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    assert "://" not in text
    assert "--" not in text
