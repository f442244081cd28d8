"""Every rule about a row of an export, with what it does: what a person may read, and a form may show."""

import re
from dataclasses import dataclass

from pikkit.bets.export.rules import EXCUSABLE, LINE_RULES, RULES, RuleSeverity
from pikkit.bets.export.warning_rules import WARNING_RULES


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """A rule: its name, what becomes of a row that breaks it, and what the row is told.

    ``…`` in a sentence stands for the row's own text. ``excusable`` rows may be accepted by a person all the same.
    """

    name: str
    severity: RuleSeverity
    sentences: tuple[str, ...]
    excusable: bool


def rule_catalogue() -> tuple[RuleEntry, ...]:
    """Every rule once, those that reject first; a rule on several columns has a sentence for each."""
    sentences_by_rule: dict[str, list[str]] = {}
    severity: dict[str, RuleSeverity] = {}
    for rule in (*RULES, *WARNING_RULES):
        sentences_by_rule.setdefault(rule.name, []).append(_shown(rule.sentence))
        severity[rule.name] = rule.severity
    for name, sentence in LINE_RULES.items():
        sentences_by_rule.setdefault(name, []).append(_shown(sentence))
        severity[name] = RuleSeverity.REJECT
    entries = [
        RuleEntry(name, severity[name], tuple(sentences), name in EXCUSABLE)
        for name, sentences in sentences_by_rule.items()
    ]
    return tuple(sorted(entries, key=lambda entry: entry.severity is RuleSeverity.WARN))


def _shown(sentence: str) -> str:
    """A rule's sentence without the places where a row's own text goes."""
    return _PLACE.sub("…", sentence)


_PLACE = re.compile(r"\{\d*(![rsa])?(:[^}]*)?\}")
