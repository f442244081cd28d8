"""``helm/readme.py``: writes the chart's README from values.yaml; ``--check`` only says whether it is true."""

import re
import sys
from pathlib import Path

import yaml

CHART = Path(__file__).parent / "pikkit"
HEAD = """# The chart

    helm install pikkit helm/pikkit -n pikkit --create-namespace -f helm/pikkit/values-laptop.yaml

docs/install.md says what each way of installing needs. Values, as `helm/readme.py` wrote them from `values.yaml`:

| value | default | what it is |
|---|---|---|
"""
_ENTRY = re.compile(r"^(?P<indent> *)(?P<name>[\w-]+):(?P<rest>.*)$")


def rendered() -> str:
    """The README as it should be."""
    rows, comment, path = [], [], []
    for line in (CHART / "values.yaml").read_text(encoding="utf-8").splitlines():
        if line.strip().startswith("#"):
            comment.append(line.strip().lstrip("# "))
        elif not line.strip():
            comment = []
        elif entry := _ENTRY.match(line):
            depth = len(entry["indent"]) // 2
            path = [*path[:depth], entry["name"]]
            if entry["rest"].strip():
                rows.append(f"| `{'.'.join(path)}` | `{entry['rest'].strip()}` | {' '.join(comment)} |")
            elif comment:
                rows.append(f"| `{'.'.join(path)}` | | {' '.join(comment)} |")
            comment = []
    return HEAD + "\n".join(rows) + "\n"


def main(arguments: list[str]) -> int:
    """Write it, or 1 if what is there is not what it should be."""
    yaml.safe_load((CHART / "values.yaml").read_text(encoding="utf-8"))
    target = CHART / "README.md"
    if arguments == ["--check"]:
        return int(not target.is_file() or target.read_text(encoding="utf-8") != rendered())
    target.write_text(rendered(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
