"""A row of a Pikkit export becomes a bet, or a rejection that says why."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pikkit.bets.schema import BETS, REJECTS
from tests.bets.export_files import row, write_export
from tests.bets.reading_exports import read, read_row, reject_row


class TestAGoodRow:
    def test_becomes_a_bet_with_every_column(self, file: Path) -> None:
        assert read_row(file) == {
            "bettor": "alice",
            "bet_id": "818176870258164001",
            "sportsbook": "Pinnacle",
            "region": None,
            "bet_type": "straight",
            "n_legs": 1,
            "outcome": "win",
            "odds": 2.5,
            "closing_odds": 2.4,
            "source_ev": 0.0417,
            "stake": 10.0,
            "profit": 15.0,
            "bonus": False,
            "placed_at": datetime(2025, 12, 27, 22, 55, 44, tzinfo=UTC),
            "settled_at": datetime(2025, 12, 28, 1, 2, 3, tzinfo=UTC),
            "sport": "Soccer",
            "league": "England Championship",
            "market": "total",
            "side": "over",
            "line": 2.5,
            "subject": None,
            "home": "Hull",
            "away": "Watford",
            "period": None,
            "live": False,
            "bet_info": "Over 2.5 Total Hull vs. Watford",
            "tags": None,
            "source": "alice.csv",
            "source_line": 2,
            "settled_share": 1.0,
        }

    def test_fits_the_contract_between_rooms(self, file: Path) -> None:
        result = read(write_export(file, [row(1), row(2, odds="")]))
        assert result.bets.schema == BETS
        assert result.rejects.schema == REJECTS
        assert (result.bettor, result.source, result.rows) == ("alice", "alice.csv", 2)

    @pytest.mark.parametrize("bet_id", ["818176870258164543", "b7c3d5be-a390-12be-751b-001e85f556f8", "007", "1e5"])
    def test_keeps_its_id_as_text(self, file: Path, bet_id: str) -> None:
        assert read_row(file, bet_id=bet_id)["bet_id"] == bet_id

    @pytest.mark.parametrize("bom", [True, False])
    @pytest.mark.parametrize("newline", ["\n", "\r\n"])
    def test_is_read_with_any_line_end_and_byte_order_mark(self, file: Path, newline: str, *, bom: bool) -> None:
        assert read(write_export(file, [row(1), row(2)], newline=newline, bom=bom)).bets.num_rows == 2

    def test_has_the_state_apart_from_the_book(self, file: Path) -> None:
        bet = read_row(file, sportsbook="Caesars - New York")
        assert (bet["sportsbook"], bet["region"]) == ("Caesars", "New York")

    def test_may_lack_a_closing_line(self, file: Path) -> None:
        bet = read_row(file, closing_line="", ev="")
        assert (bet["closing_odds"], bet["source_ev"]) == (None, None)

    def test_infers_the_sport_from_the_league(self, file: Path) -> None:
        assert read_row(file, sports="", leagues="College Basketball")["sport"] == "Basketball"

    def test_is_trimmed(self, file: Path) -> None:
        bet = read_row(file, odds=" 2.5 ", status=" settled_win", time_placed_iso=" 2025-12-27T22:55:44.000Z ")
        assert (bet["odds"], bet["outcome"]) == (2.5, "win")


class TestOutcomes:
    @pytest.mark.parametrize(
        ("status", "outcome"),
        [
            ("SETTLED_WIN", "win"),
            ("SETTLED_LOSS", "loss"),
            ("SETTLED_PUSH", "push"),
            ("SETTLED_VOID", "void"),
            ("SETTLED_CASH_OUT", "cash_out"),
            ("SETTLED_CASHOUT", "cash_out"),
            ("SETTLED_CASHEDOUT", "cash_out"),
            ("SETTLED_HALF_WIN", "half_win"),
            ("SETTLED_HALF_LOSS", "half_loss"),
            ("SETTLED", "unknown"),
            ("PLACED", "open"),
            ("PENDING", "open"),
        ],
    )
    def test_follow_the_status(self, file: Path, status: str, outcome: str) -> None:
        assert read_row(file, status=status)["outcome"] == outcome

    def test_of_an_open_bet_leave_profit_and_settle_time_unknown(self, file: Path) -> None:
        bet = read_row(file, status="PLACED", profit="0.0", time_settled="", time_settled_iso="")
        assert (bet["profit"], bet["settled_at"], bet["bonus"]) == (None, None, False)

    @pytest.mark.parametrize(("profit", "bonus"), [("0.0", True), ("-10.0", False), ("", False)])
    def test_show_a_bonus_bet_as_a_loss_that_cost_nothing(self, file: Path, profit: str, *, bonus: bool) -> None:
        assert read_row(file, status="SETTLED_LOSS", profit=profit)["bonus"] is bonus

    def test_of_a_settled_bet_may_lack_the_settle_time(self, file: Path) -> None:
        assert read_row(file, time_settled="", time_settled_iso="")["settled_at"] is None


class TestBetTypes:
    @pytest.mark.parametrize(
        ("text", "bet_type", "legs"),
        [("parlay", "parlay", 2), ("round_robin_3", "round_robin", 2), ("PARLAY", "parlay", 2)],
    )
    def test_of_several_legs_have_no_selection_columns(self, file: Path, text: str, bet_type: str, legs: int) -> None:
        info = "Under 2.5 Total Hull vs. Watford | Ath Madrid Moneyline Sevilla vs. Ath Madrid Live"
        bet = read_row(file, type=text, bet_info=info)
        assert (bet["bet_type"], bet["n_legs"], bet["live"]) == (bet_type, legs, True)
        selection = ("market", "side", "line", "subject", "home", "away", "period")
        assert [bet[name] for name in selection] == [None] * 7

    def test_a_parlay_that_lists_no_legs_has_at_least_two(self, file: Path) -> None:
        bet = read_row(file, type="parlay", bet_info="")
        assert (bet["n_legs"], bet["bet_info"]) == (2, None)


class TestTimes:
    def test_fall_back_to_the_other_format(self, file: Path) -> None:
        bet = read_row(file, time_placed_iso="", time_settled_iso="not recorded")
        assert bet["placed_at"] == datetime(2025, 12, 27, 22, 55, 44, tzinfo=UTC)
        assert bet["settled_at"] == datetime(2025, 12, 28, 1, 2, 3, tzinfo=UTC)

    @pytest.mark.parametrize(
        "text",
        [
            "2025-12-27T22:55:44Z",
            "2025-12-27T22:55:44",
            "2025-12-27 22:55:44",
            "2025-12-27T22:55:44.000000000Z",
            "2025-12-27T23:55:44+01:00",
            "12/27/2025 22:55:44 GMT",
        ],
    )
    def test_are_read_in_every_usual_spelling(self, file: Path, text: str) -> None:
        bet = read_row(file, time_placed_iso=text, time_placed="")
        assert bet["placed_at"] == datetime(2025, 12, 27, 22, 55, 44, tzinfo=UTC)

    @pytest.mark.parametrize("text", ["2025-02-30T10:00:00Z", "2025-12-27T25:00:00Z", "yesterday", "1766875000"])
    def test_that_do_not_exist_are_rejected(self, file: Path, text: str) -> None:
        rule, reason = reject_row(file, time_placed_iso=text, time_placed="")
        assert rule == "time.unreadable"
        assert repr(text) in reason

    def test_that_do_not_exist_in_the_other_format_are_rejected_too(self, file: Path) -> None:
        rule, _ = reject_row(file, time_placed_iso="", time_placed="02/30/2025 10:00:00 GMT")
        assert rule == "time.unreadable"


class TestABadRow:
    @pytest.mark.parametrize(
        ("rule", "changes", "part"),
        [
            ("id.missing", {"bet_id": " "}, "bet_id is empty"),
            ("sportsbook.missing", {"sportsbook": ""}, "sportsbook is empty"),
            ("type.unknown", {"type": "exotic"}, "'exotic'"),
            ("status.unknown", {"status": "SETTLED_MAYBE"}, "'SETTLED_MAYBE'"),
            ("status.unknown", {"status": ""}, "''"),
            ("odds.missing", {"odds": ""}, "odds are empty"),
            ("odds.unreadable", {"odds": "even-ish"}, "'even-ish'"),
            ("odds.unreadable", {"odds": "nan"}, "'nan'"),
            ("odds.unreadable", {"odds": "inf"}, "'inf'"),
            ("odds.range", {"odds": "0.91"}, "0.91"),
            ("odds.range", {"odds": "1"}, "above 1"),
            ("odds.range", {"odds": "-10"}, "-10"),
            ("stake.missing", {"amount": ""}, "amount is empty"),
            ("stake.unreadable", {"amount": "ten"}, "'ten'"),
            ("stake.range", {"amount": "0", "status": "SETTLED_LOSS", "profit": "0"}, "above 0"),
            ("stake.range", {"amount": "0"}, "but the profit 15.0; accept the row if it was a promotion"),
            ("odds.range", {"odds": "0.84", "profit": "8.4"}, "the profit a unit staked of a pick'em"),
            ("id.shortened", {"bet_id": "6.38543E+17"}, "shortened by a spreadsheet"),
            ("stake.range", {"amount": "-5"}, "above 0"),
            ("profit.unreadable", {"profit": "a lot"}, "'a lot'"),
            ("time.missing", {"time_placed": "", "time_placed_iso": ""}, "time placed is empty"),
            ("time.unreadable", {"time_settled": "?", "time_settled_iso": "?"}, "time settled"),
            ("time.range", {"time_placed_iso": "1970-01-01T00:00:00Z"}, "1970"),
            (
                "time.range",
                {"time_placed_iso": "2026-01-03T00:00:00Z", "time_settled_iso": "2026-01-04T00:00:00Z"},
                "future",
            ),
            ("time.order", {"time_settled_iso": "2025-12-27T22:55:43.000Z"}, "2025-12-27T22:55:43.000Z"),
        ],
    )
    def test_is_rejected_with_its_rule_and_a_sentence(
        self, file: Path, rule: str, changes: dict[str, str], part: str
    ) -> None:
        found, reason = reject_row(file, **changes)
        assert found == rule
        assert part in reason
        assert reason.endswith(".")

    def test_tells_everything_that_is_wrong_with_it(self, file: Path) -> None:
        rule, reason = reject_row(file, odds="", amount="", status="LOST")
        assert rule == "status.unknown"
        assert all(part in reason for part in ("'LOST'", "odds are empty", "amount is empty"))

    def test_keeps_its_raw_values(self, file: Path) -> None:
        bad = row(1, odds="0.91", tags="señal, dos", bet_info='Over 2.5 Total "Hull" vs. Watford')
        (reject,) = read(write_export(file, [bad])).rejects.to_pylist()
        assert json.loads(reject["raw"]) == bad

    def test_never_takes_another_with_it(self, file: Path) -> None:
        rows = [row(i, odds="" if i % 3 == 0 else "2.0") for i in range(300)]
        result = read(write_export(file, rows))
        assert result.rejects["line"].to_pylist() == [i + 2 for i in range(0, 300, 3)]
        assert result.bets.num_rows == 200

    def test_is_not_made_of_an_impossible_closing_line(self, file: Path) -> None:
        rows = [row(1, closing_line="0.5"), row(2, closing_line="n/a"), row(3, ev="n/a"), row(4, closing_line="")]
        result = read(write_export(file, rows))
        assert result.bets["closing_odds"].to_pylist() == [None, None, 2.4, None]
        assert result.bets["source_ev"].to_pylist() == [0.0417, 0.0417, None, 0.0417]
        assert result.dropped_closing == 2
