"""A request read as a bet: as the export reader reads the same words."""

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from pikkit.bets.export import read_export
from pikkit.features.build.build import joined_columns
from pikkit.features.views.entity_keys import TEXT_KEYS, key_lists
from pikkit.scoring.request import ScoreRequest
from pikkit.scoring.selection import BetBatch, batch_columns
from tests.bets.export_files import row, write_export

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
TEXTS = [
    "Over 2.5 Total Hull vs. Watford",
    "NYG +5.5 Spread Dallas Cowboys @ New York Giants",
    "Lower 7.5 Damian Lillard Assists O/U MIL @ DET",
    "ANA Ducks Moneyline San Jose Sharks @ Anaheim Ducks",
    "Over 4.5 Kyrie Irving Points - 1st Quarter DAL Mavericks @ BOS Celtics",
    "Over 2.5 Total Hull vs. Watford Live",
    "no such market at all",
    "",
    "Over 2.5 Total Hull vs. Watford | ANA Ducks Moneyline San Jose Sharks @ Anaheim Ducks",
    "Over 2.5 Total Hull vs. Watford Live | ANA Ducks Moneyline San Jose Sharks @ Anaheim Ducks",
]
FIELDS = ("bettor", "sportsbook", "sport", "league", "market", "side", "subject", "live", "n_legs", "odds")


def asked_with(**fields: Any) -> ScoreRequest:
    return ScoreRequest.model_validate({"sportsbook": "Caesars", "odds": 2.5} | fields)


def read(**fields: Any) -> SimpleNamespace:
    """The one bet of a batch, by the names of the bets table."""
    batch = BetBatch.of([asked_with(**fields)])
    texts = {name: column[0] for name, column in batch.texts.items()}
    placed_at = batch.placed_by(NOW)[0]
    return SimpleNamespace(
        **texts, live=bool(batch.live[0]), n_legs=batch.n_legs[0], odds=batch.odds[0], placed_at=placed_at
    )


@pytest.mark.parametrize("bet_type", ["straight", "parlay", "round_robin"])
def test_a_selection_is_read_as_the_export_reads_it(bet_type: str, tmp_path: Path) -> None:
    exported_type = "round_robin_2" if bet_type == "round_robin" else bet_type
    rows = [
        row(i, bet_info=text, type=exported_type, sportsbook="Caesars - New York", sports=sports, leagues=leagues)
        for i, (text, (sports, leagues)) in enumerate(
            (text, names) for text in TEXTS for names in [("Soccer", "EPL"), ("", "NBA"), ("", ""), ("X | Y", "NBA|?")]
        )
    ]
    exported = read_export(write_export(tmp_path / "ann.csv", rows)).bets.to_pylist()
    assert len(exported) == len(rows)
    for given, bet in zip(rows, exported, strict=True):
        asked = read(
            bettor="ann",
            sportsbook=given["sportsbook"],
            odds=given["odds"],
            bet_type=bet_type,
            selection=given["bet_info"] or None,
            sport=given["sports"] or None,
            league=given["leagues"] or None,
        )
        assert {name: getattr(asked, name) for name in FIELDS} == {name: bet[name] for name in FIELDS}, given


def test_a_field_overrides_what_the_text_says() -> None:
    asked = read(selection=TEXTS[0], market="Run Line", side="under", subject="Hull", live=True)
    assert (asked.market, asked.side, asked.subject, asked.live) == ("spread", "under", "Hull", True)


def test_legs_listed_make_a_parlay_without_saying_so() -> None:
    asked = read(selection=TEXTS[-1])
    assert asked.n_legs == 2
    assert (asked.market, asked.side) == (None, None)


def test_one_leg_of_a_text_of_several_is_none_of_them() -> None:
    assert read(selection=TEXTS[-1], n_legs=1).market is None


def test_without_a_moment_it_is_placed_now_to_the_microsecond() -> None:
    moment = datetime(2026, 3, 1, 12, 30, 15, 123457, tzinfo=UTC)
    asked = read(placed_at=moment)
    assert asked.placed_at == (int(moment.timestamp()) * 1_000_000) + 123457
    assert read().placed_at == int(NOW.timestamp()) * 1_000_000


def test_columns_are_those_of_the_bets_table(tmp_path: Path) -> None:
    rows = [row(i, bet_info=text, sportsbook="Caesars", bet_id=f"b{i}") for i, text in enumerate(TEXTS)]
    table = read_export(write_export(tmp_path / "ann.csv", rows)).bets
    bets = [
        asked_with(
            bettor="ann",
            selection=given["bet_info"] or None,
            sport="Soccer",
            league=given["leagues"],
            placed_at=given["time_placed_iso"],
            stake=float(given["amount"]),
        )
        for given in rows
    ]
    batch = BetBatch.of(bets)
    asked, offline = batch_columns(batch, batch.placed_by(NOW)), joined_columns(table, table.slice(0, 0))
    for name, column in asked.request.items():
        assert column.tolist() == offline[name].tolist(), name
    texts = {name: table[name].to_pylist() for name in (*TEXT_KEYS, "market", "side")}
    for name, keys in key_lists(texts, table["odds"].to_numpy()).items():
        assert asked.keys[name] == keys, name
