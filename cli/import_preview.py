"""What files would be read as, for ``pikkit import --dry-run``."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from pikkit.cli.output import count

if TYPE_CHECKING:
    from pikkit.bets.export.preview import Preview


def previews(path: Path, bettor: str | None, format_name: str | None) -> "list[Preview]":
    """Look at a file, or at every file of a folder.

    Raises:
        InputError: One of them cannot be read.
    """
    from pikkit.bets.export import find_exports
    from pikkit.bets.export.preview import preview

    return [preview(file, bettor, format_name) for file in find_exports(path)]


def preview_document(found: "list[Preview]") -> dict[str, object]:
    """The previews for a program."""
    return {"stored": False, "files": [asdict(one) for one in found]}


def preview_text(found: "list[Preview]") -> str:
    """The previews for a person."""
    return "\n\n".join([*(_text(one) for one in found), "Nothing was stored. Import without --dry-run to store it."])


def _text(one: "Preview") -> str:
    width = max(map(len, one.columns))
    lines = [f"{one.file}: {one.title} ({one.format}), separated by {one.separated}", "Columns:"]
    lines += [f"  {field:<{width}}  {header}" for field, header in one.columns.items()]
    if one.unused:
        lines.append(f"Not used: {', '.join(one.unused)}")
    lines += [*one.writing, *one.notes]
    lines.append(f"{count(one.bets, 'bet')}, {count(sum(one.rejected.values()), 'row')} refused.")
    lines += [f"  {rows:>7,}  {rule}" for rule, rows in one.rejected.items()]
    lines += [f"  The first: {one.reason}"] if one.reason else []
    lines += [f"  {rows:>7,}  {rule} (kept with a warning)" for rule, rows in one.warned.items()]
    lines += ["The first bets:", *(f"  {_bet(bet)}" for bet in one.first)] if one.first else []
    return "\n".join(lines)


def _bet(bet: dict[str, object]) -> str:
    known = ((name, bet[name]) for name in bet if bet[name] is not None)
    return ", ".join(f"{name} {value:.6g}" if isinstance(value, float) else f"{name} {value}" for name, value in known)
