"""Which formats there are: the ``FORMAT`` of every module of this package."""

from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from pikkit.base.errors import InputError
from pikkit.bets.export.formats.export_format import ExportFormat

AUTO = "auto"
"""Guess: a known format, else a tracker's columns from what people call them."""


@cache
def known_formats() -> dict[str, ExportFormat]:
    """The formats by name."""
    package = import_module(__name__.rpartition(".")[0])
    modules = (import_module(f"{package.__name__}.{file.name}") for file in iter_modules(package.__path__))
    formats = [module.FORMAT for module in modules if hasattr(module, "FORMAT")]
    return {each.name: each for each in formats}


def format_named(name: str) -> ExportFormat:
    """A known format, or that of a mapping (``*.yaml``).

    Raises:
        InputError: There is none of the name, or the mapping cannot be used.
    """
    if Path(name).suffix.lower() in {".yaml", ".yml"}:
        from pikkit.bets.export.formats.mapping import read_mapping  # noqa: PLC0415 (only what is asked for)

        return read_mapping(Path(name))
    formats = known_formats()
    if name not in formats:
        raise InputError(
            f"The format {name!r} is not known; accepted: {AUTO}, {', '.join(formats)}, or a mapping (.yaml)."
        )
    return formats[name]
