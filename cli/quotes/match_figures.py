"""How bets and quotes were matched, as a document and as text."""

from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow as pa

from pikkit.bets.outcome import BetType
from pikkit.cli.output import count, percent
from pikkit.quotes.kept.kept_quotes import quotes_on
from pikkit.quotes.match.verdict import MatchReason
from pikkit.quotes.rows import quote_rows
from pikkit.quotes.store import QuoteStore


def match_figures(bets: pa.Table, store: QuoteStore, kept: Path) -> dict[str, Any]:
    """How many straight bets are matched, quoted by other books and gained a close, and why the others are not."""
    straight = bets.filter(pa.array([kind == BetType.STRAIGHT for kind in bets["bet_type"].to_pylist()]))
    rows = quote_rows(straight, quotes_on(straight, store, kept))
    why = Counter(reason for reason, is_matched in zip(rows.reasons, rows.matched, strict=True) if not is_matched)
    return {
        "straight_bets": straight.num_rows,
        "quotes": store.count(),
        "matched": int(rows.matched.sum()),
        "at_their_own_line": int(rows.at_line.sum()),
        "with_other_books": rows.opinions,
        "closes_filled": rows.filled,
        "unmatched": {str(reason): number for reason, number in why.most_common()},
    }


def matching_text(said: dict[str, Any]) -> str:
    """The same for a person."""
    bets = said["straight_bets"]
    share = percent(said["matched"] / bets if bets else None)
    lines = [
        f"{said['matched']:,} of {count(bets, 'straight bet')} ({share}) are on an event that quotes are about.",
        f"{said['at_their_own_line']:,} are quoted at their own line, {said['with_other_books']:,} by other books.",
        f"{said['closes_filled']:,} gained a closing price.",
    ]
    lines += [f"{number:,} unmatched: {MatchReason(reason).sentence}" for reason, number in said["unmatched"].items()]
    return "\n".join(lines)
