"""The reader's own rules on single rows outside a file: raw texts that were corrected, bets that were."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pikkit.bets.export.batch import good_rows
from pikkit.bets.export.convert import Origin, to_bets
from pikkit.bets.export.formats.pikkit import COLUMNS
from pikkit.bets.export.layout import Mask
from pikkit.bets.export.prices import PRICES, Notations
from pikkit.bets.export.rejects import broken_rules, explain_reject
from pikkit.bets.export.rules import EXCUSABLE, Rule, is_factor, paid_without_stake
from pikkit.bets.export.values import Values, read_values
from pikkit.bets.outcome import BetType, Outcome
from pikkit.bets.schema import BETS
from pikkit.bets.soundness import beyond_limits, columns_of

Rows = npt.NDArray[np.int64]
_DECIMALS = 9
"""Of a price made from a factor: more than any book writes."""


@dataclass(frozen=True, slots=True)
class Reread:
    """What became of some rows: bets, and what is wrong with the others."""

    bets: pa.Table
    """As BETS, those that break no rule, in the order of the rows."""
    good: Rows
    """Which rows these are."""
    problems: dict[int, str]
    """A sentence for each other row."""


def reread(
    rows: Sequence[dict[str, str]],
    lines: Sequence[int],
    bettor: str,
    source: str,
    *,
    excused: bool = False,
    decimal: bool = False,
) -> Reread:
    """Read raw rows of one export again, as if they stood in the file.

    Args:
        rows: Raw texts by the export's column; others are ignored, and missing ones are empty.
        lines: The line of each in the file.
        bettor: Whose they are.
        source: The file's name.
        decimal: Take numbers for decimal odds, also those that could be American: a person has set them.
        excused: Let through what breaks only rules that a person may overrule (``EXCUSABLE``), if it is a bet at all.
    """
    columns = {name: pa.array([row.get(name) or "" for row in rows], pa.string()) for name in COLUMNS}
    values = read_values(pa.table(columns), COLUMNS, Notations(named="decimal" if decimal else None), alone=True)
    if excused:
        whole = pc.round(pc.add(values.odds, 1.0), _DECIMALS)  # 0.84 is 1.84, not 1.8399999999999999
        values = replace(values, odds=pc.if_else(is_factor(values), whole, values.odds))
    broken = broken_rules(values, datetime.now(UTC))
    held = [(rule, mask & ~_excusable(rule, values)) if excused else (rule, mask) for rule, mask in broken]
    columns = to_bets(values, list(lines), Origin(bettor, source))
    good, problems = _verdicts(values, held, len(rows), beyond_limits(columns))
    return Reread(good_rows(columns, good), np.flatnonzero(good), problems)


def problems_of_bets(bets: pa.Table) -> dict[int, str]:
    """What the reader's rules say against bets of the BETS schema: a sentence by row, for those that break one."""
    values = _values_of(bets)
    beyond = beyond_limits(columns_of(bets))
    return _verdicts(values, broken_rules(values, datetime.now(UTC)), bets.num_rows, beyond)[1]


def unfit_bets(bets: pa.Table) -> tuple[Mask, Mask]:
    """The bets of the BETS schema that a reader would have set aside, shape (bets,) each.

    Returns:
        Those that nobody may overrule, and those that a person may.
    """
    values = _values_of(bets)
    never, excusable = np.zeros(bets.num_rows, bool), np.zeros(bets.num_rows, bool)
    for rule, mask in broken_rules(values, datetime.now(UTC)):
        may = _excusable(rule, values)
        never |= mask & ~may
        excusable |= mask & may
    for mask in beyond_limits(columns_of(bets)).values():
        never |= mask
    return never, excusable & ~never


def _verdicts(
    values: Values, broken: list[tuple[Rule, Mask]], rows: int, beyond: dict[str, Mask]
) -> tuple[Mask, dict[int, str]]:
    good = np.ones(rows, bool)
    for mask in (*(mask for _, mask in broken), *beyond.values()):
        good &= ~mask
    return good, {row: explain_reject(values, broken, row, beyond)[1] for row in np.flatnonzero(~good).tolist()}


def _excusable(rule: Rule, values: Values) -> Mask:
    """The rows in which a person may overrule a rule: a price is above 1, a stake above 0 or paid without one."""
    if rule.name not in EXCUSABLE:
        return np.zeros(len(values.odds), bool)
    staked = pc.or_kleene(pc.greater(values.stake, 0.0), paid_without_stake(values))
    sound = pc.and_(pc.greater(values.odds, 1.0), staked)
    known = pc.and_(pc.fill_null(sound, fill_value=False), pc.is_valid(values.placed_at))
    return np.asarray(known.to_numpy(zero_copy_only=False), bool)


def _values_of(bets: pa.Table) -> Values:
    """The values a reader would have read: what is no word of its column is null, as what cannot be read."""
    column = {name: bets[name].combine_chunks() for name in BETS.names}
    texts = dict.fromkeys(COLUMNS, pa.array([""] * bets.num_rows, pa.string()))
    nothing = pa.repeat(pa.scalar(False), bets.num_rows)
    for name, field in _TEXTS.items():
        texts[name] = pc.fill_null(column[field].cast(pa.string()), "")
    return Values(
        texts,
        bet_type=_word(column["bet_type"], list(BetType)),
        outcome=_word(column["outcome"], list(Outcome)),
        odds=column["odds"],
        closing_odds=column["closing_odds"],
        source_ev=column["source_ev"],
        stake=column["stake"],
        profit=column["profit"],
        placed_at=column["placed_at"],
        settled_at=column["settled_at"],
        shortened=nothing,
        doubtful=dict.fromkeys(PRICES, nothing),
        assumed=dict.fromkeys(PRICES, nothing),
    )


_TEXTS = {
    "bet_id": "bet_id",
    "sportsbook": "sportsbook",
    "type": "bet_type",
    "status": "outcome",
    "odds": "odds",
    "amount": "stake",
    "profit": "profit",
    "time_placed_iso": "placed_at",
    "time_settled_iso": "settled_at",
}


def _word(texts: pa.Array, accepted: Sequence[str]) -> pa.Array:
    known = pc.is_in(texts, pa.array(list(accepted), pa.string()))
    return pc.if_else(known, texts, pa.scalar(None, pa.string()))
