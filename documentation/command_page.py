"""The reference of the command, from Typer's own tree."""

from collections.abc import Iterator
from typing import Any

import typer

_HEAD = """# Commands

Made from the command itself. `pikkit COMMAND --help` says the same.
"""


def command_page() -> str:
    """Every command with its arguments and options, as Markdown."""
    from pikkit.cli.app import app

    root = typer.main.get_command(app)
    return "\n".join([_HEAD, *_described(root, "pikkit", None)])


def _described(command: Any, name: str, parent: Any) -> Iterator[str]:
    context = command.make_context(name.rpartition(" ")[2], [], parent=parent, resilient_parsing=True)
    yield from (f"## {name}", "", *_text(command), "", *_usage(command, context, name), *_parameters(command, context))
    for part in getattr(command, "commands", {}).values():
        if not part.hidden:
            yield from _described(part, f"{name} {part.name}", context)


def _text(command: Any) -> list[str]:
    """The command's own words; angle brackets would be taken for HTML."""
    return [line.strip().replace("<", "&lt;") for line in (command.help or "").split("\f")[0].splitlines()]


def _usage(command: Any, context: Any, name: str) -> list[str]:
    if hasattr(command, "commands"):
        return []
    return ["```", " ".join([name, *command.collect_usage_pieces(context)]), "```", ""]


def _parameters(command: Any, context: Any) -> list[str]:
    """A table of arguments and options, as ``--help`` tells of them."""
    rows = [_row(one, context) for one in command.params if not getattr(one, "hidden", False)]
    if not rows:
        return []
    return ["| | |", "|---|---|", *(f"| `{_plain(name)}` | {_plain(meaning)} |" for name, meaning in rows), ""]


def _row(parameter: Any, context: Any) -> tuple[str, str]:
    record = parameter.get_help_record(context)
    return record or (parameter.make_metavar(context), "")


def _plain(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ")
