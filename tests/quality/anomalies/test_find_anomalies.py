"""What is flagged among ordinary bets, who a bet is compared with, and what is said about it."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from pikkit.bets.schema import BETS
from pikkit.quality.anomalies import FLAGS, bet_trust, find_anomalies
from pikkit.quality.anomalies.anomalies_found import REPEATED
from pikkit.settings.anomalies import AnomalyPolicy, AnomalyRules

START = datetime(2024, 1, 1, 12, tzinfo=UTC)
Row = dict[str, Any]


def ordinary(count: int = 200, bettor: str = "ann", **values: Any) -> list[Row]:
    """Bets of about 60 at about even money, one a day, settled within hours."""
    random = np.random.default_rng(5)
    rows = []
    for number in range(count):
        odds, stake = 1 + float(random.lognormal(0, 0.2)), round(float(random.lognormal(4.1, 0.15)), 2)
        won, placed = bool(number % 2), START + timedelta(days=number)
        rows.append(
            dict.fromkeys(BETS.names)
            | {"bettor": bettor, "bet_id": f"{bettor}{number}", "sportsbook": "Bet365", "bet_type": "straight"}
            | {"n_legs": 1, "outcome": "win" if won else "loss", "odds": odds, "stake": stake, "bonus": False}
            | {"profit": stake * (odds - 1) if won else -stake, "market": "total", "live": False}
            | {"placed_at": placed, "settled_at": placed + timedelta(hours=float(random.uniform(2, 4)))}
            | values
        )
    return rows


def flags(rows: list[Row], rules: AnomalyRules | None = None) -> list[Row]:
    found = find_anomalies(pa.Table.from_pylist(rows, schema=BETS), rules)
    assert found.schema == FLAGS
    return list(found.to_pylist())


def change(**values: Any) -> Callable[[list[Row]], None]:
    return lambda rows: rows[101].update(values)


def crowd(rows: list[Row]) -> None:
    for number in range(100, 180):
        rows[number].update(placed_at=START, settled_at=START + timedelta(hours=3))


SPOILED = {
    "stake": (change(stake=900.0, profit=900.0, odds=2.0), r"^Stake 900\.00 is 15 times the usual [56]\d\.\d\d \(200 "),
    "odds": (change(odds=80.0, outcome="loss", profit=-60.0, stake=60.0), r"^Odds 80\.00 are far from the usual "),
    "profit": (
        change(stake=50.0, odds=2.0, profit=500.0),
        r"^Profit 500\.00 on a win of 50\.00 at 2\.00, which pays 50\.00 \(100 ",
    ),
    "volume": (crowd, r"^81 bets were placed on 2024-01-01, where 1\.\d are usual \(120 days with bets by ann\)"),
    "settling": (
        change(settled_at=START + timedelta(days=200)),
        r"^Settled 2,376\.0 hours after it was placed, where [23]\.\d are usual",
    ),
}


def test_ordinary_bets_are_not_flagged() -> None:
    assert flags(ordinary()) == []


@pytest.mark.parametrize("kind", SPOILED)
def test_what_is_out_of_the_ordinary_is_flagged_by_every_method_with_a_reason(kind: str) -> None:
    rows, (spoil, reason) = ordinary(), SPOILED[kind]
    spoil(rows)
    found = flags(rows)
    assert {flag["kind"] for flag in found} == {kind}
    assert {flag["method"] for flag in found} >= {"iqr", "robust_zscore"}
    assert all(re.search(reason, flag["reason"]) for flag in found), found[0]["reason"]
    assert "ann101" in {flag["bet_id"] for flag in found}


def test_a_bettor_is_compared_with_their_own_bets_not_with_others() -> None:
    rich = ordinary(bettor="rich")
    for row in rich:
        row.update(stake=row["stake"] * 100, profit=row["profit"] * 100)
    assert flags([*ordinary(), *rich]) == []


def test_too_few_bets_of_a_kind_are_compared_with_all_bets_of_the_bettor() -> None:
    few = ordinary(3, sportsbook="Pinnacle", market="spread")
    for row in few:
        row.update(bet_id=f"few{row['bet_id']}", placed_at=START - timedelta(days=int(row["bet_id"][3:]) + 1))
    few[0].update(stake=900.0, profit=-900.0)
    (reason, *_) = [flag["reason"] for flag in flags([*ordinary(), *few]) if flag["kind"] == "stake"]
    assert reason.endswith("(203 bets by ann).")


def test_nobody_is_judged_by_fewer_bets_than_asked_for() -> None:
    rows = ordinary(29)
    rows[3].update(stake=5000.0)
    assert flags(rows) == []
    assert flags(rows, AnomalyRules(min_group=29)) != []


def test_what_is_not_known_is_not_judged() -> None:
    rows = ordinary()
    rows[7].update(stake=None, odds=None, profit=None, settled_at=None, market=None, outcome="open")
    rows[8].update(stake=-5.0, odds=0.5, settled_at=START - timedelta(days=400), outcome="nonsense")
    rows[9].update(stake=float("inf"), odds=float("nan"))
    assert [flag for flag in flags(rows) if flag["bet_id"] in {"ann7", "ann8", "ann9"}] == []


@pytest.mark.parametrize("count", [0, 1])
def test_a_table_of_no_or_one_bet_has_no_flags(count: int) -> None:
    assert flags(ordinary(count)) == []


def test_thresholds_are_configured() -> None:
    rows = ordinary()
    rows[101].update(stake=900.0, odds=2.0, profit=900.0)
    deaf = AnomalyRules(iqr=1e3, zscore=1e3)
    assert {flag["method"] for flag in flags(rows, deaf)} == {"robust_zscore"}


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        (AnomalyRules(), 1.0),
        (AnomalyRules(policy=AnomalyPolicy.DOWNWEIGHT), 0.25),
        (AnomalyRules(policy=AnomalyPolicy.DOWNWEIGHT, weight=0.5), 0.5),
        (AnomalyRules(policy=AnomalyPolicy.EXCLUDE), 0.0),
        (AnomalyRules(policy=AnomalyPolicy.EXCLUDE, iqr=1e3, zscore=1e3), 1.0),  # one vote is not two
        (AnomalyRules(policy=AnomalyPolicy.EXCLUDE, kinds=("odds", "profit")), 1.0),
    ],
)
def test_training_trusts_a_flagged_bet_as_the_policy_says(rules: AnomalyRules, expected: float) -> None:
    rows = ordinary()
    rows[101].update(stake=900.0, odds=2.0, profit=900.0)
    trust = bet_trust(pa.Table.from_pylist(rows, schema=BETS), rules)
    assert trust[101] == expected
    assert np.delete(trust, 101).min() == 1.0


def test_texts_given_as_codes_are_judged_as_texts() -> None:
    """As the gate reads them from a file: each part of a column with a dictionary of its own, and some unknown."""
    rows = [*ordinary(), *ordinary(bettor="bob", sportsbook=None), *ordinary(bettor="cat", market=None)]
    change(stake=900.0, profit=900.0, odds=2.0)(rows)
    rows[350].update(odds=80.0, outcome="loss", profit=-60.0, stake=60.0)
    texts = pa.Table.from_pylist(rows, schema=BETS)
    parts = [texts.slice(0, 150), texts.slice(150, 300), texts.slice(450)]
    for name in REPEATED:
        place = texts.schema.get_field_index(name)
        parts = [part.set_column(place, name, part[name].combine_chunks().dictionary_encode()) for part in parts]
    coded = pa.concat_tables(parts)
    assert coded["bettor"].num_chunks == len(parts)
    flagged = find_anomalies(coded)
    assert flagged.num_rows >= 2
    assert flagged.equals(find_anomalies(texts))
