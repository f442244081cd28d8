"""The formats of exports: a file each, found by being here."""

from pikkit.bets.export.formats.export_format import ExportFormat
from pikkit.bets.export.formats.known import format_named, known_formats

__all__ = ["ExportFormat", "format_named", "known_formats"]
