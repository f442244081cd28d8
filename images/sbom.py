"""``sbom.py VENV IMAGE``: what an image holds, as CycloneDX 1.6 (sbom.cdx.json) and as licences.txt.

It reads what is installed: the packages' own metadata and Debian's list, so it is right whatever resolved to what.
"""

import json
import sys
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any

STATUS = Path("/var/lib/dpkg/status")
UNKNOWN = "unknown"


def main(venv: Path, image: str) -> None:
    """Write both files into the environment."""
    site = [str(folder) for folder in venv.glob("lib/python*/site-packages")]
    installed = {dist.metadata["Name"].lower(): dist for dist in distributions(path=site)}
    python = [_python(installed[name]) for name in sorted(installed)]
    components = python + _debian(STATUS.read_text(encoding="utf-8") if STATUS.is_file() else "")
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "container", "name": f"pikkit-{image}", "bom-ref": image}},
        "components": components,
    }
    (venv / "sbom.cdx.json").write_text(json.dumps(document, indent=1), encoding="utf-8")
    lines = [f"{one['name']} {one['version']}: {_words(one)}" for one in components]
    (venv / "licences.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _python(dist: Distribution) -> dict[str, Any]:
    name = dist.metadata["Name"].lower().replace("_", "-")
    licence = _licence(dist)
    component = _component("pypi", name, dist.version)
    return component | ({"licenses": [{"license": {"name": licence}}]} if licence else {})


def _licence(dist: Distribution) -> str:
    expression = dist.metadata.get("License-Expression") or ""
    classified = [c.rpartition(":: ")[2] for c in dist.metadata.get_all("Classifier", []) if c.startswith("License ::")]
    text = (dist.metadata.get("License") or "").strip().splitlines()
    return expression or ", ".join(classified) or (text[0][:80] if text else "")


def _debian(status: str) -> list[dict[str, Any]]:
    """Debian keeps licences in files, not in fields: they are in its sources."""
    packages = []
    for block in status.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line and line[0] != " ")
        if "Package" in fields and "Version" in fields:
            packages.append(_component("deb/debian", fields["Package"], fields["Version"]))
    return packages


def _component(kind: str, name: str, version: str) -> dict[str, Any]:
    purl = f"pkg:{kind}/{name}@{version}"
    return {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl}


def _words(component: dict[str, Any]) -> str:
    if component["purl"].startswith("pkg:deb"):
        return f"see its copyright file in Debian's package {component['name']}"
    return ", ".join(one["license"]["name"] for one in component.get("licenses", ())) or UNKNOWN


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
