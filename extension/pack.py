"""Pack the extension into a zip that a browser's store takes; the same files give the same bytes.

Run it as `make extension`, or `python extension/pack.py FOLDER`; it prints where the zip is.
"""

import json
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
KINDS = {".js", ".json", ".html", ".css", ".png"}
APART = {"demo"}
"""Folders that are not the extension's own."""
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a zip can hold, so that the bytes do not tell when it was made."""


def pack(folder: Path) -> Path:
    """Write the zip into a folder, which is made; returns where it is."""
    version = json.loads((HERE / "manifest.json").read_text())["version"]
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"pikkit-extension-{version}.zip"
    names = sorted(path.relative_to(HERE) for path in HERE.rglob("*") if path.suffix in KINDS)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name in names:
            if name.parts[0] not in APART:
                entry = zipfile.ZipInfo(name.as_posix(), LONG_AGO)
                entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
                packed.writestr(entry, (HERE / name).read_bytes())
    return target


if __name__ == "__main__":
    print(pack(Path(sys.argv[1])))
