"""docs/features.md, made from the definitions."""

from collections.abc import Iterable, Sequence

from pikkit.features.definitions.feature_catalogue import FeatureEntry, catalogue
from pikkit.features.views.view import VIEWS, WINDOWS, View

INTRODUCTION = """\
# Features

<!-- Made by `pikkit features docs --out docs/features.md` from pikkit/features: change it there. -->

{count} features, each defined once and computed by the same code for training and for serving. Those marked ● are
learned from today (`pikkit/features/definitions/learned.py`); the others are kept beside them in the training rows.
`pikkit features describe NAME` says which columns a feature reads, and how much it moves the scores of the champion.

- A bet's features know only bets that **settled before** the bet was placed.
- Those of **quotes** (docs/quotes.md) know only prices **observed before** the bet was placed, of other books than its
  own. They lie in rows of their own (`quotes.parquet`); a part of the model reads them, of bets that have some.
- A **window** of n days ends at the entity's last settled bet, not at the bet. "of a bet": there is no window, the
  feature is of the bet itself.
- **Without** is the value where there is no history, or where the bet does not say.
- A **shrunk** mean of n observations is (sum + strength · parent) / (n + strength). Its `…_weight` is
  n / (n + strength).
- odds/closing − 1 (CLV) is cut at ±0.5. Money is in each bettor's own currency. Parlays have a record of their own and
  add nothing to any other feature; round robins add nothing at all.
- The strengths are constants (`hierarchy.py`). Estimating them instead, by moments on the first 70 % of 99,578 real
  bets with a close, changed the mean squared error of softness on the last 30 % by −0.31 % to +0.22 % over the 16
  levels, for the better on 8 of them (`benchmarks/shrinkage_bench.py`, 2026-11-23). Constants mean the same in every
  model.
"""


def catalogue_page() -> str:
    """The whole page, as Markdown."""
    entries = catalogue()
    entities = dict.fromkeys(entry.entity for entry in entries)
    sections = (_section(entity, [entry for entry in entries if entry.entity == entity]) for entity in entities)
    return "\n".join([INTRODUCTION.format(count=len(entries)), *sections, _views()])


def _section(entity: str, entries: Sequence[FeatureEntry]) -> str:
    head = ("", "feature", "type", "unit", "window", "what it says", "without")
    return f"## {entity.replace('_', ' × ')}\n\n{_table(head, (_row(entry) for entry in entries))}\n"


def _row(entry: FeatureEntry) -> tuple[str, ...]:
    learned = "●" if entry.learned else ""
    window = entry.window or "of a bet"
    return learned, f"`{entry.name}`", entry.type, entry.unit, window, entry.meaning, entry.without


def _views() -> str:
    head = ("view", "one history for each", "windows", "sums", "over the whole past", "ttl")
    return f"## The views behind them\n\n{_table(head, (_view_row(view) for view in VIEWS))}\n"


def _view_row(view: View) -> tuple[str, ...]:
    windows = sorted(view.windows, key=lambda name: WINDOWS[name] or 0)
    lifetime = (*view.lifetime, *(["streak"] if view.streak else []))
    ttl = "never" if view.ttl is None else f"{view.ttl.days} days"
    return f"`{view.name}`", " × ".join(view.keys), ", ".join(windows), ", ".join(view.sums), ", ".join(lifetime), ttl


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)
