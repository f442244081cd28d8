"""``slim.py VENV [PACKAGE…]``: takes out of an environment what no server of ours reads.

Packages ship their tests, C headers, web pages and symbol tables, the same library under three names, and ask for
others that are only imported where somebody draws or checks types. Every image is started for real after it
(tests/cluster/test_images.py). Packages named after the environment are removed whole, with their metadata, so that
the list of what is inside stays true.
"""

import hashlib
import shutil
import struct
import sys
from pathlib import Path

TESTS = {"tests", "test", "testing_data"}
TESTED = {
    "pandas", "numpy", "scipy", "sklearn", "pyarrow", "sqlalchemy", "matplotlib", "mlflow", "dask", "networkx",
    "ibis", "psutil", "toolz", "skops",
}  # fmt: skip
"""Packages whose own tests are folders beside the code. Others keep theirs: a folder of that name may be code."""
NEVER = [
    "mypy", "mypyc", "*__mypyc.*", "mypy-*.dist-info", "matplotlib*", "mpl_toolkits", "fontTools", "fonttools-*", "PIL",
    "pillow*", "kiwisolver*", "contourpy*", "cycler*", "setuptools", "setuptools-*", "pkg_resources", "pip", "pip-*",
    "ast_serialize*", "requirements", "feast/ui", "pyarrow/libarrow_flight*", "pyarrow/_flight*",
    "pyarrow/libarrow_python_flight*",
    "pyarrow/_pyarrow_cpp_tests*", "pyarrow/src",
]  # fmt: skip
"""Drawing, type checking, installing, and the parts of Arrow that talk to other machines."""
SUFFIXES = {".a", ".pxd", ".pyx", ".pyi", ".h", ".hpp", ".c", ".cpp", ".cc", ".js.map"}


def main(venv: Path, unwanted: list[str]) -> None:
    """Remove, and say how much that was."""
    before = _size(venv)
    for site in venv.glob("lib/python*/site-packages"):
        for pattern in [*NEVER, *unwanted]:
            for entry in list(site.glob(pattern)):
                shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
        for package in sorted(TESTED):
            for folder in [entry for entry in (site / package).rglob("*") if entry.name in TESTS and entry.is_dir()]:
                shutil.rmtree(folder, ignore_errors=True)
        for file in [entry for entry in site.rglob("*") if entry.suffix in SUFFIXES and entry.is_file()]:
            file.unlink()
        _link_twins(site)
        for library in [entry for entry in site.rglob("*.so*") if entry.is_file() and not entry.is_symlink()]:
            _cut_symbols(library)
    sys.stdout.write(f"slim: {before >> 20} MB, now {_size(venv) >> 20} MB\n")


def _link_twins(site: Path) -> None:
    """One file for a library that a wheel holds under several names: wheels know no links."""
    seen: dict[tuple[Path, str], Path] = {}
    for library in sorted(site.rglob("*.so*"), key=lambda found: -len(found.name)):
        if library.is_symlink() or not library.is_file():
            continue
        twin = seen.setdefault((library.parent, hashlib.sha256(library.read_bytes()).hexdigest()), library)
        if twin != library:
            library.unlink()
            library.symlink_to(twin.name)


def _cut_symbols(library: Path) -> None:
    """Cut off what lies behind the last segment: symbol tables and section headers, which only debuggers read.

    Offsets are those of a 64-bit little-endian ELF header and its program headers (elf(5)).
    """
    content = bytearray(library.read_bytes())
    if content[:6] != b"\x7fELF\x02\x01":
        return
    (table,) = struct.unpack_from("<Q", content, 32)
    size, count = struct.unpack_from("<HH", content, 54)
    end = table + size * count
    for entry in range(table, end, size):
        (begins,), (length,) = (
            struct.unpack_from("<Q", content, entry + 8),
            struct.unpack_from("<Q", content, entry + 32),
        )
        end = max(end, begins + length)
    if end < len(content):
        struct.pack_into("<Q", content, 40, 0)  # where section headers are
        struct.pack_into("<HH", content, 60, 0, 0)  # how many there are, and which one has their names
        library.write_bytes(content[:end])


def _size(folder: Path) -> int:
    return sum(file.lstat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
