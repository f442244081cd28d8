"""``slim.py VENV``: takes out of an environment what no server of ours reads.

Packages ship their tests, C headers and static libraries; together a tenth of the image. What is removed is never
imported by the package itself, and every image is started for real after it (tests/cluster/test_images.py).
"""

import shutil
import sys
from pathlib import Path

TESTS = {"tests", "test", "testing_data"}
TESTED = {"pandas", "numpy", "scipy", "sklearn", "pyarrow", "sqlalchemy", "matplotlib", "mlflow", "dask", "networkx", "duckdb"}
"""Packages whose own tests are folders beside the code. Others keep theirs: a folder of that name may be code."""
SUFFIXES = {".a", ".pxd", ".pyx", ".h", ".hpp", ".c", ".cpp", ".cc", ".js.map"}


def main(venv: Path) -> None:
    """Remove, and say how much that was."""
    before = _size(venv)
    for site in venv.glob("lib/python*/site-packages"):
        for package in sorted(TESTED):
            for folder in [found for found in (site / package).rglob("*") if found.name in TESTS and found.is_dir()]:
                shutil.rmtree(folder, ignore_errors=True)
        for file in [found for found in site.rglob("*") if found.suffix in SUFFIXES and found.is_file()]:
            file.unlink()
    sys.stdout.write(f"slim: {before >> 20} MB, now {_size(venv) >> 20} MB\n")


def _size(folder: Path) -> int:
    return sum(file.lstat().st_size for file in folder.rglob("*") if file.is_file())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
