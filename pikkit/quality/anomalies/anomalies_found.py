"""Looking for anomalies: every measure, by every method, each bet in its own group."""

from collections.abc import Iterator, Mapping

import numpy as np
import pyarrow as pa

from pikkit.quality.anomalies.anomaly_detector import AnomalyDetector, Floats, Ints, Usual
from pikkit.quality.anomalies.anomaly_measures import Measure, measures
from pikkit.quality.anomalies.flag_table import FLAGS
from pikkit.quality.anomalies.groups import GroupLevel, levels
from pikkit.quality.anomalies.iqr import InterquartileRange
from pikkit.quality.anomalies.robust_zscore import RobustZScore
from pikkit.quality.anomalies.zscore import ZScore
from pikkit.settings.anomalies import AnomalyRules

DETECTORS: tuple[AnomalyDetector, ...] = (InterquartileRange(), ZScore(), RobustZScore())
"""``AnomalyRules`` has a threshold named after each."""


def find_anomalies(bets: pa.Table, rules: AnomalyRules | None = None) -> pa.Table:
    """The flags (``FLAGS``) of a table with the columns of ``BETS``, by kind, method and row; the bets stay.

    A bet is flagged where its score exceeds the method's threshold in either direction. It is compared with its group's
    values, its own and later ones included: hand in only bets that may be known.
    """
    rules = rules or AnomalyRules()
    parts = [FLAGS.empty_table()]
    if bets.num_rows:
        parts += [part for measure in measures(bets) for part in _flags(bets, measure, rules)]
    return pa.concat_tables(parts)


def _flags(bets: pa.Table, measure: Measure, rules: AnomalyRules) -> Iterator[pa.Table]:
    found: Mapping[str, list[pa.Table]] = {detector.name: [] for detector in DETECTORS}
    for level in levels(measure.values, measure.columns, measure.chain, rules.min_group):
        for detector in DETECTORS:
            usual = detector.fit(level.sample)
            scores = usual.scores(measure.values[level.rows], level.groups, measure.floor)
            flagged = np.abs(scores) > getattr(rules, detector.name)
            if flagged.any():
                found[detector.name].append(_table(bets, measure, level, usual, detector.name, scores, flagged))
    for parts in found.values():
        yield from parts


def _table(
    bets: pa.Table, measure: Measure, level: GroupLevel, usual: Usual, method: str, scores: Floats, flagged: np.ndarray
) -> pa.Table:
    units, groups, scores = level.rows[flagged], level.groups[flagged], scores[flagged]
    rows, of_unit = _bets_of(units, measure)
    centres, counts = usual.centre[groups], level.sample.counts[groups]
    told = bets.select(["bettor", "sportsbook", "market", "outcome"]).take(rows)
    whose = _whose(told, level.keys, counts[of_unit], measure.noun)
    reasons = [
        f"{measure.tell(row, centre)} ({group})."
        for row, centre, group in zip(rows.tolist(), centres[of_unit].tolist(), whose, strict=True)
    ]
    n = len(rows)
    return pa.table(
        {
            "bettor": told["bettor"],
            "bet_id": bets["bet_id"].take(rows),
            "kind": [measure.kind] * n,
            "method": [method] * n,
            "score": scores[of_unit],
            "reason": reasons,
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
