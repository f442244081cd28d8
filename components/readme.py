"""Write the components' README files from their signatures and docstrings: ``python -m components.readme``."""

import sys
from pathlib import Path

from pikkit.components.catalogue import FOLDER, ComponentEntry, Port, entry, names

NOTE = "<!-- Written by `python -m components.readme`; a test fails when it is out of date. -->"


def pages() -> dict[Path, str]:
    """Every README, by path."""
    entries = [entry(name) for name in names()]
    return {FOLDER / "README.md": _index(entries)} | {FOLDER / e.name / "README.md": _page(e) for e in entries}


def main() -> int:
    """Write them."""
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
        sys.stdout.write(f"{path}\n")
    return 0


def _index(entries: list[ComponentEntry]) -> str:
    rows = [f"| [{e.name}]({e.name}/README.md) | {e.summary} |" for e in entries]
    return "\n".join(
        [
            "# Components",
            "",
            NOTE,
            "",
            "A folder a step. Each is the Kubeflow face of one library call in `pikkit/`: it runs in a pod, in the",
            "local runner (`python -m pipelines training`), and alone (`python -m components STEP --help`).",
            "",
            "| Step | What it does |",
            "|---|---|",
            *rows,
            "",
        ]
    )


def _page(e: ComponentEntry) -> str:
    inputs, outputs = ([p for p in e.ports if p.is_output is out] for out in (False, True))
    parts = [f"# {e.name}", NOTE, e.summary, e.details]
    parts += ["## Inputs", _table(inputs, with_default=True), "## Outputs", _table(outputs, with_default=False)]
    parts += ["## Run it alone", f"```sh\n{_command(e)}\n{_example(e)}\n```"]
    return "\n\n".join(part for part in parts if part) + "\n"


def _table(ports: list[Port], *, with_default: bool) -> str:
    if not ports:
        return "None."
    if not with_default:
        return "\n".join(["| Name | Type | Meaning |", "|---|---|---|", *(_row(p, p.kind, p.meaning) for p in ports)])
    rows = (_row(p, p.kind, f"`{p.default!r}`" if p.optional else "required", p.meaning) for p in ports)
    return "\n".join(["| Name | Type | Default | Meaning |", "|---|---|---|---|", *rows])


def _row(port: Port, *cells: str) -> str:
    return f"| `{port.name}` | {' | '.join(cells)} |"


def _example(e: ComponentEntry) -> str:
    return f".pikkit/venv/bin/python -m components {e.name} --example  # on sample data"


def _command(e: ComponentEntry) -> str:
    needed = [p for p in e.ports if p.is_artifact and p.kind != "Metrics"]
    options = " ".join(f"--{p.name.replace('_', '-')} PATH" for p in needed)
    return f".pikkit/venv/bin/python -m components {e.name} {options}".rstrip()


if __name__ == "__main__":
    sys.exit(main())
