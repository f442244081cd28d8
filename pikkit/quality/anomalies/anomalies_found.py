"""Looking for anomalies: every measure, by every method, each bet in its own group."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
import pyarrow as pa

from pikkit.quality.anomalies.anomaly_detector import AnomalyDetector, Floats, Ints
from pikkit.quality.anomalies.anomaly_measures import Measure, measures
from pikkit.quality.anomalies.flag_table import FLAGS
from pikkit.quality.anomalies.group_codes import Keys
from pikkit.quality.anomalies.groups import levels
from pikkit.quality.anomalies.iqr import InterquartileRange
from pikkit.quality.anomalies.robust_zscore import RobustZScore
from pikkit.quality.anomalies.zscore import ZScore
from pikkit.settings.anomalies import AnomalyRules

DETECTORS: tuple[AnomalyDetector, ...] = (InterquartileRange(), ZScore(), RobustZScore())
"""``AnomalyRules`` has a threshold named after each."""

JUDGED = (
    *("bettor", "bet_id", "sportsbook", "market", "outcome"),
    *("odds", "stake", "profit", "bonus", "placed_at", "settled_at"),
)
"""The columns of bets that are looked at."""
REPEATED = ("bettor", "sportsbook", "market", "outcome")
"""Those of them whose texts repeat: they may be given as codes (Arrow's dictionaries)."""


def find_anomalies(bets: pa.Table, rules: AnomalyRules | None = None, gaps: Floats | None = None) -> pa.Table:
    """The flags (``FLAGS``) of a table with the columns of ``BETS``, by kind, method and row; the bets stay.

    A bet is flagged where its score exceeds the method's threshold in either direction. It is compared with its group's
    values, its own and later ones included: hand in only bets that may be known.

    Args:
        bets: n bets.
        rules: When a bet is out of the ordinary; None: the usual rules.
        gaps: How far the other books' consensus was above each price (``quotes.price_gap``), shape (n,); None: no price
            is compared with other books'.
    """
    rules = rules or AnomalyRules()
    parts = [FLAGS.empty_table()]
    if bets.num_rows:
        for measure in measures(bets, gaps):
            parts += _flags(bets, measure, rules)
            del measure  # its columns, before those of the next are made
    return pa.concat_tables(parts)


def _flags(bets: pa.Table, measure: Measure, rules: AnomalyRules) -> Iterator[pa.Table]:
    tables: Mapping[str, list[pa.Table]] = {detector.name: [] for detector in DETECTORS}
    for level in levels(measure.values, measure.columns, measure.chain, rules.min_group):
        fitted = {detector.name: detector.fit(level.sample) for detector in DETECTORS}
        values = measure.values[level.rows]
        looked_at = _unusual(
            values, level.groups, [usual.bounds(getattr(rules, name), measure.floor) for name, usual in fitted.items()]
        )
        values, groups = values[looked_at], level.groups[looked_at]
        for name, usual in fitted.items():
            scores = usual.scores(values, groups, measure.floor)
            flagged = np.abs(scores) > getattr(rules, name)
            if flagged.any():
                units = level.rows[looked_at[flagged]]
                some = _Flagged(
                    units, scores[flagged], usual.centre[groups[flagged]], level.sample.counts[groups[flagged]]
                )
                tables[name].append(_table(bets, measure, level.keys, name, some))
    for parts in tables.values():
        yield from parts


def _unusual(values: Floats, groups: Ints, bounds: Sequence[tuple[Floats, Floats]]) -> Ints:
    """The few values outside of any method's bounds, a pair by group each: all others need no score."""
    least, most = reduce(np.fmax, (low for low, _ in bounds)), reduce(np.fmin, (high for _, high in bounds))
    return np.flatnonzero((values < least[groups]) | (values > most[groups]))


@dataclass(frozen=True)
class _Flagged:
    """Units that a method flags: their scores, and of their groups the centre and how many it has."""

    units: Ints
    scores: Floats
    centres: Floats
    counts: Ints


_TEXTS = pa.schema([(name, pa.string()) for name in ("bettor", "bet_id", "sportsbook", "market", "outcome")])


def _table(bets: pa.Table, measure: Measure, keys: Keys, method: str, flagged: _Flagged) -> pa.Table:
    rows, of_unit = _bets_of(flagged.units, measure)
    flagged_bets = bets.select(_TEXTS.names).take(rows).cast(_TEXTS)
    whose = _whose(flagged_bets, keys, flagged.counts[of_unit], measure.noun)
    sentences = measure.tell(rows, flagged.centres[of_unit])
    n = len(rows)
    return pa.table(
        {
            "bettor": flagged_bets["bettor"],
            "bet_id": flagged_bets["bet_id"],
            "kind": [measure.kind] * n,
            "method": [method] * n,
            "score": flagged.scores[of_unit],
            "reason": [f"{sentence} ({group})." for sentence, group in zip(sentences, whose, strict=True)],
        },
        schema=FLAGS,
    )


def _bets_of(units: Ints, measure: Measure) -> tuple[Ints, Ints]:
    """The bets of the units, and the position of each bet's unit among them."""
    if measure.unit_of_bet is None:
        return units, np.arange(len(units))
    position = np.full(len(measure.values), -1)
    position[units] = np.arange(len(units))
    rows = np.flatnonzero(position[measure.unit_of_bet] >= 0)
    return rows, position[measure.unit_of_bet[rows]]


def _whose(table: pa.Table, keys: tuple[str, ...], counts: Ints, noun: str) -> Iterator[str]:
    """Who a bet was compared with, in words: "215 bets by ann on moneyline at Bet365"."""
    words = {"bettor": "by", "market": "on", "sportsbook": "at", "outcome": "with the outcome"}
    columns = {key: table[key].to_pylist() for key in words if key in keys}
    more = ["on that day of the week"] if "weekday" in keys else []
    for row, count in enumerate(counts.tolist()):
        parts = [f"{words[key]} {values[row] or f'no known {key}'}" for key, values in columns.items()]
        yield " ".join([f"{count:,} {noun}", *(parts or ["by everybody"]), *more])
