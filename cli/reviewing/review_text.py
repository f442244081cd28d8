"""Items and decisions for a person and as JSON."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

from pikkit.cli.output import count, table_text

if TYPE_CHECKING:
    from pikkit.review.applying import Applied
    from pikkit.review.conflicts import Conflict
    from pikkit.review.decided import Decided
    from pikkit.review.flags import Flag
    from pikkit.review.quarantined_items import QuarantinedRow

SHORT = 10
"""Digits of a reference that are shown."""
_MOST_REASONS = 20
_CORRECTION = ("correction", "bet", "field", "was", "is", "by", "when (UTC)", "why")


def row_document(row: "QuarantinedRow") -> dict[str, object]:
    """A quarantined row as JSON."""
    return {
        "kind": "quarantine",
        "ref": row.ref,
        "bettor": row.bettor,
        "file": row.source,
        "lines": list(row.lines),
        "rule": row.rule,
        "reason": row.reason,
        "status": row.status,
        "decided_by": row.decided_by,
        "decided_at": row.decided_at.isoformat() if row.decided_at else None,
        "why": row.note,
        "raw": row.raw,
    }


def flag_document(flag: "Flag") -> dict[str, object]:
    """A flag as JSON."""
    return {
        "kind": "flag",
        "ref": flag.ref,
        "bettor": flag.bettor,
        "rule": flag.rule,
        "reason": flag.reason,
        "methods": list(flag.methods),
    }


def review_text(rows: "Sequence[QuarantinedRow]", flags: "Sequence[Flag]", limit: int) -> str:
    """How many of each rule, and the first of them."""
    if not rows and not flags:
        return "Nothing to review."
    by_rule = Counter([row.rule for row in rows] + [flag.rule for flag in flags])
    rules = table_text(("items", "rule"), [(f"{n:,}", rule) for rule, n in by_rule.most_common()], frozenset({"items"}))
    head = f"{count(len(rows), 'quarantined row')}, {count(len(flags), 'flag')}."
    items = [
        *((row.ref[:SHORT], _where(row), row.status, row.rule, row.reason) for row in rows),
        *((flag.ref, "a stored bet", "flagged", flag.rule, flag.reason) for flag in flags),
    ]
    shown = table_text(("ref", "where", "status", "rule", "reason"), items[:limit])
    more = [f"… and {len(items) - limit:,} more (--limit)"] if len(items) > limit else []
    return "\n".join([head, "", rules, "", shown, *more])


def row_text(row: "QuarantinedRow") -> str:
    """Everything about a row."""
    width = max((len(name) for name in row.raw), default=0)
    decided = f" by {row.decided_by} on {_day(row.decided_at)}" if row.decided_at else ""
    return "\n".join(
        [
            f"{row.ref}  {_where(row)}, bettor {row.bettor}",
            f"{row.rule}: {row.reason}",
            f"Status: {row.status}{decided}{f' ({row.note})' if row.note else ''}",
            *(f"  {name:<{width}}  {text}" for name, text in row.raw.items()),
        ]
    )


def bet_text(bet: Mapping[str, object], said: Mapping[str, object], log: Sequence[Mapping[str, object]]) -> str:
    """A bet as it reads, what its source said where that differs, and every decision about it."""
    width = max(len(name) for name in bet)
    values = [
        f"  {name:<{width}}  {_plain(value)}" + ("" if value == said[name] else f"   (source: {_plain(said[name])})")
        for name, value in bet.items()
    ]
    return "\n".join([f"{bet['bettor']}/{bet['bet_id']}", *values, *correction_lines(log)])


def correction_lines(log: Sequence[Mapping[str, object]]) -> list[str]:
    """Corrections under their header, one a line, in the order they were made; nothing where there is none."""
    rows = [
        (
            *(str(row["id"])[:SHORT], f"{row['bettor']}/{row['bet_id']}", str(row["field"])),
            *(_plain(row["old_value"]), _plain(row["new_value"]), str(row["who"]), _day(row["created_at"])),
            f"{row['why']}" + (f" [undone by {row['reverted_by']}]" if row["reverted_at"] else ""),
        )
        for row in log
    ]
    return table_text(_CORRECTION, rows).splitlines() if rows else []


def conflict_lines(conflicts: "Sequence[Conflict]") -> list[str]:
    """Conflicts between corrections and what their sources say now."""
    return [
        f"{c.correction[:SHORT]}  {c.bettor}/{c.bet_id}  {c.field} is corrected to {_plain(c.corrected)}; "
        f"the source said {_plain(c.source_said)} then and says {_plain(c.source_says)} now"
        for c in conflicts
    ]


def decided_document(decided: "Decided", *, dry_run: bool) -> dict[str, object]:
    """What became of a decision as JSON."""
    return {**asdict(decided), "dry_run": dry_run}


def decided_text(decided: "Decided", verb: str, *, dry_run: bool) -> str:
    """What became of a decision; the same refusal of many is told once."""
    would = "would be " if dry_run else ""
    lines = [f"{count(decided.done, 'item')} {would}{verb}."]
    if decided.unchanged:
        lines.append(f"{count(decided.unchanged, 'item')} already so.")
    reasons: dict[str, list[str]] = {}
    for refusal in decided.refused:
        reasons.setdefault(refusal.reason, []).append(refusal.ref if "/" in refusal.ref else refusal.ref[:SHORT])
    for reason, refs in list(reasons.items())[:_MOST_REASONS]:
        more = f" and {len(refs) - 3:,} more" if len(refs) > 3 else ""
        lines.append(f"Not {verb}: {', '.join(refs[:3])}{more}: {reason}")
    if len(reasons) > _MOST_REASONS:
        lines.append(f"… and {len(reasons) - _MOST_REASONS:,} more reasons (--json has them all).")
    return "\n".join(lines)


def applied_text(applied: "Sequence[Applied]", *, dry_run: bool) -> str:
    """What each rule did."""
    lines = []
    for number, one in enumerate(applied, start=1):
        would = "would change" if dry_run else "changed"
        refused = f", refused {len(one.decided.refused):,}" if one.decided.refused else ""
        title = one.rule.name or f"{one.rule.of}: {one.rule.does}"
        lines.append(f"{number}. {title}: matched {one.matched:,}, {would} {one.decided.done:,}{refused}")
        lines += [f"     {reason}" for reason in dict.fromkeys(r.reason for r in one.decided.refused[:3])]
    return "\n".join(lines)


def _where(row: "QuarantinedRow") -> str:
    more = f" and {len(row.lines) - 1} more" if len(row.lines) > 1 else ""
    return f"{row.source}:{row.lines[-1]}{more}"


def _plain(value: object) -> str:
    if value is None:
        return "–"
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _day(value: object) -> str:
    return f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else "–"
