"""Flags as a reviewer sees them: bets that are out of the ordinary, until somebody says that they are right."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from pikkit.quality.anomalies import find_anomalies
from pikkit.quality.anomalies.anomaly_detector import Floats
from pikkit.review.bet_decisions import active_values
from pikkit.settings.anomalies import AnomalyRules
from pikkit.store import BetStore
from pikkit.store.shapes import FLAG_PREFIX

RULE_PREFIX = "anomaly."
"""A flag's rule is this and its kind: ``anomaly.stake``."""


@dataclass(frozen=True, slots=True)
class Flag:
    """One way in which a bet is out of the ordinary."""

    bettor: str
    bet_id: str
    kind: str
    methods: tuple[str, ...]
    """Which methods say so."""
    reason: str

    @property
    def ref(self) -> str:
        """The bet's reference."""
        return f"{self.bettor}/{self.bet_id}"

    @property
    def rule(self) -> str:
        """The name a filter knows it by."""
        return f"{RULE_PREFIX}{self.kind}"


def find_flags(
    store: BetStore,
    rules: AnomalyRules,
    kinds: Collection[str] = (),
    bettors: Collection[str] = (),
    gaps_of: Callable[[pa.Table], Floats] | None = None,
) -> list[Flag]:
    """The flags of stored bets that enough methods agree on and nobody has accepted, by bet and kind.

    Args:
        store: Where the bets are. A bet is compared with all bets of its group, whoever's flags are asked for.
        rules: When a bet is out of the ordinary, and how many methods (``votes``) must say so.
        kinds: Only these; all if empty.
        bettors: Only theirs; everybody's if empty.
        gaps_of: How far the other books' consensus was above the prices of bets; None: no quotes are looked at.
    """
    bets = store.read()
    anomalies = find_anomalies(bets, rules, gaps_of(bets) if gaps_of and (not kinds or "price" in kinds) else None)
    for column, accepted in (("kind", kinds), ("bettor", bettors)):
        if accepted:
            anomalies = anomalies.filter(pc.is_in(anomalies[column], pa.array(sorted(accepted), pa.string())))
    by_flag: dict[tuple[str, str, str], list[tuple[str, str]]] = {}
    columns = (anomalies[name].to_pylist() for name in ("bettor", "bet_id", "kind", "method", "reason"))
    for bettor, bet_id, kind, method, reason in zip(*columns, strict=True):
        by_flag.setdefault((bettor, bet_id, kind), []).append((method, reason))
    accepted_ones = {kind: active_values(store, f"{FLAG_PREFIX}{kind}") for kind in {key[2] for key in by_flag}}
    return [
        Flag(bettor, bet_id, kind, tuple(method for method, _ in says), says[0][1])
        for (bettor, bet_id, kind), says in sorted(by_flag.items())
        if len(says) >= rules.votes and (bettor, bet_id) not in accepted_ones[kind]
    ]
