"""The catalogue's entries, as a document and as text."""

from dataclasses import asdict
from typing import TYPE_CHECKING

from pikkit.cli.output import percent, table_text

if TYPE_CHECKING:
    from pikkit.features.definitions.feature_catalogue import FeatureEntry
    from pikkit.training.importance import Importance


def entry_document(entry: "FeatureEntry", importance: "Importance | None") -> dict[str, object]:
    """A feature as a JSON object; what the champion does not read has no importance."""
    return {
        "name": entry.name,
        "entity": entry.entity,
        "type": entry.type,
        "unit": entry.unit,
        "window": entry.window,
        "meaning": entry.meaning,
        "without": entry.without,
        "views": [{"name": view.name, "keys": list(view.keys)} for view in entry.views],
        "columns": list(entry.columns),
        "learned": entry.learned,
        "importance": asdict(importance) if importance else None,
    }


def features_text(entries: "tuple[FeatureEntry, ...]", known: "dict[str, Importance]") -> str:
    """A line a feature: the most important first where a champion says so, else as they are defined."""
    ranked = sorted(entries, key=lambda entry: -known[entry.name].share if entry.name in known else 0.0)
    lines = [(entry.name, _part(known.get(entry.name)), entry.meaning) for entry in ranked]
    table = table_text(("feature", "part", "meaning"), lines, frozenset({"part"}))
    sentence = "with their part in the champion's moves away from the price" if known else "there is no champion yet"
    return f"{len(entries)} features; {sentence}.\n\n{table}"


def entry_text(entry: "FeatureEntry", importance: "Importance | None") -> str:
    """A feature for a person."""
    moves = f"{importance.moves:.4f} log odds on average, {percent(importance.share)} of all" if importance else "–"
    facts = {
        "entity": entry.entity,
        "type": entry.type,
        "unit": entry.unit,
        "window": entry.window or "the bet itself",
        "without": entry.without,
        "learned": "yes" if entry.learned else "no: it is kept beside those that are",
        "champion": moves,
        "views": ", ".join(f"{view.name} ({' × '.join(view.keys)})" for view in entry.views) or "none",
        "columns": ", ".join(entry.columns),
    }
    return "\n".join([f"{entry.name}: {entry.meaning}", *(f"  {name:<9} {fact}" for name, fact in facts.items())])


def _part(importance: "Importance | None") -> str:
    return percent(importance.share) if importance else "–"
