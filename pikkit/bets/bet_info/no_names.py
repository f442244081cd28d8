"""Words that stand in no name: where one of them was read as part of a name, the leg was not understood."""

from functools import lru_cache

NO_NAMES = frozenset(
    {
        "after", "and", "any", "both", "by", "combined", "does", "doesn't", "double", "draw/", "each", "either",
        "end", "ends", "every", "exact", "exactly", "fall", "first", "from", "half", "handicap", "if", "in", "is",
        "largest", "last", "lay", "lead", "line", "longest", "map", "maps", "margin", "match", "method", "more",
        "nationality", "neither", "next", "no", "not", "number", "of", "opponent", "or", "over", "own", "period",
        "player", "players", "quarter", "range", "regulation", "result", "score", "scored", "scores", "scoring",
        "second", "set", "than", "that", "the", "third", "time", "to", "total", "under", "when", "which", "who",
        "winner", "winning", "wins", "with", "without", "won't", "yes",
    }
)  # fmt: skip


@lru_cache(maxsize=1 << 14)
def is_no_name(name: str | None) -> bool:
    """Whether some words can be no person's or team's name."""
    if name is None or NO_NAMES.isdisjoint(name.lower().split()):
        return False
    return any(word.lower() in NO_NAMES and word not in _CODES for word in name.split())


_CODES = frozenset({"NO", "IN"})
"""New Orleans, Indiana."""
