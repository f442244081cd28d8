"""A few figures in large type."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure: what it is called, what it says, and a quiet word on it. Plain texts."""

    name: str
    value: str
    note: str


def fact_list(facts: Sequence[Fact]) -> str:
    """As HTML."""
    return f'<dl class="facts">{"".join(map(_fact, facts))}</dl>'


def _fact(fact: Fact) -> str:
    note = f"<small>{escape(fact.note)}</small>" if fact.note else ""
    return f"<div><dt>{escape(fact.name)}</dt><dd>{escape(fact.value)}{note}</dd></div>"
