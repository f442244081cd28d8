"""``slim.py VENV [PACKAGE…]``: takes out of an environment what no server of ours reads.

Packages ship their tests, C headers and web pages, and ask for others that are only imported where somebody draws or
checks types. Every image is started for real after it (tests/cluster/test_images.py). Packages named after the
environment are removed whole, with their metadata, so that the list of what is inside stays true.
"""

import shutil
import sys
from pathlib import Path

TESTS = {"tests", "test", "testing_data"}
TESTED = {
    "pandas", "numpy", "scipy", "sklearn", "pyarrow", "sqlalchemy", "matplotlib", "mlflow", "dask", "networkx",
}  # fmt: skip
"""Packages whose own tests are folders beside the code. Others keep theirs: a folder of that name may be code."""
NEVER = [
    "mypy", "mypyc", "*__mypyc.*", "mypy-*.dist-info", "matplotlib*", "mpl_toolkits", "fontTools", "fonttools-*", "PIL",
    "pillow*", "kiwisolver*", "contourpy*", "cycler*", "setuptools", "setuptools-*", "pkg_resources", "pip", "pip-*",
    "feast/ui", "pyarrow/libarrow_flight*", "pyarrow/_flight*", "pyarrow/libarrow_python_flight*",
    "pyarrow/_pyarrow_cpp_tests*", "pyarrow/src",
]  # fmt: skip
"""Drawing, type checking, installing, and the parts of Arrow that talk to other machines."""
SUFFIXES = {".a", ".pxd", ".pyx", ".h", ".hpp", ".c", ".cpp", ".cc", ".js.map"}


def main(venv: Path, unwanted: list[str]) -> None:
    """Remove, and say how much that was."""
    before = _size(venv)
    for site in venv.glob("lib/python*/site-packages"):
        for pattern in [*NEVER, *unwanted]:
            for found in list(site.glob(pattern)):
                shutil.rmtree(found) if found.is_dir() else found.unlink()
        for package in sorted(TESTED):
            for folder in [found for found in (site / package).rglob("*") if found.name in TESTS and found.is_dir()]:
                shutil.rmtree(folder, ignore_errors=True)
        for file in [found for found in site.rglob("*") if found.suffix in SUFFIXES and found.is_file()]:
            file.unlink()
    sys.stdout.write(f"slim: {before >> 20} MB, now {_size(venv) >> 20} MB\n")


def _size(folder: Path) -> int:
    return sum(file.lstat().st_size for file in folder.rglob("*") if file.is_file())


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
