"""Carrying out a file of rules."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pyarrow as pa

from pikkit.bets.export.formats.pikkit import COLUMNS
from pikkit.review.bet_decisions import correct_bets, withhold_bets
from pikkit.review.decided import Decided, Reviewer
from pikkit.review.quarantine import accept_rows, correct_rows, reject_rows
from pikkit.review.quarantined_items import QuarantinedRow, RowFilter, find_rows
from pikkit.review.rule_file import ReviewRule
from pikkit.review.rule_matches import matching_rows
from pikkit.store import BetStore


@dataclass(frozen=True, slots=True)
class Applied:
    """What one rule did: how many items it matched, and what became of them."""

    rule: ReviewRule
    matched: int
    decided: Decided


def apply_rules(store: BetStore, rules: Sequence[ReviewRule], by: Reviewer) -> list[Applied]:
    """Carry out rules in their order, each on what those before it left. Doing it again changes nothing more.

    Args:
        store: Where the rows and bets are.
        rules: The rules; only quarantined rows that are open are matched, and bets as they read.
        by: Who decides. The reason is each rule's own. A dry run judges every rule by what is stored now.

    Raises:
        InputError: A rule matches or sets a field that is not there.
    """
    return [_apply(store, rule, replace(by, why=rule.why)) for rule in rules]


def _apply(store: BetStore, rule: ReviewRule, by: Reviewer) -> Applied:
    if rule.of == "bets":
        bettors = rule.match.get("bettor")
        bets = store.read(bettors=[bettors] if isinstance(bettors, str) else None)
        bets = bets.filter(matching_rows(bets, rule))
        decided = withhold_bets(store, bets, by) if rule.reject else correct_bets(store, bets, rule.changes, by)
        return Applied(rule, bets.num_rows, decided)
    rows = find_rows(store, RowFilter())
    chosen = [row for row, hit in zip(rows, matching_rows(_table(rows), rule).to_pylist(), strict=True) if hit]
    return Applied(rule, len(chosen), _decide(store, chosen, rule, by))


def _decide(store: BetStore, rows: list[QuarantinedRow], rule: ReviewRule, by: Reviewer) -> Decided:
    if rule.set:
        return correct_rows(store, rows, rule.changes, by)
    return accept_rows(store, rows, by) if rule.accept else reject_rows(store, rows, by)


def _table(rows: list[QuarantinedRow]) -> pa.Table:
    """Rows as texts: whose they are, their rule, and their raw columns."""
    own = {name: pa.array([getattr(row, name) for row in rows], pa.string()) for name in ("bettor", "source", "rule")}
    raw = {name: pa.array([row.raw.get(name, "").strip() for row in rows], pa.string()) for name in COLUMNS}
    return pa.table({**own, **raw})
