"""A Pikkit export becomes good bets and explained rejections; nothing in it stops the reading."""

import json
import uuid
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.compute as pc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pikkit.bets.export import ExportRead, find_exports, iter_export, read_export
from pikkit.bets.schema import BETS, REJECTS
from pikkit.errors import InputError
from tests.bets.export_files import COLUMNS, row, write_export

NOW = datetime(2026, 1, 1, tzinfo=UTC)
REAL_EXPORTS = Path(__file__).parents[2].parent / "shared" / "data" / "exports"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "alice.csv"


def read(path: Path) -> ExportRead:
    return read_export(path, now=NOW)


def read_row(path: Path, **changes: str) -> dict[str, object]:
    """The only bet of an export of one row with these changes."""
    result = read(write_export(path, [row(1, **changes)]))
    assert result.rejects.to_pylist() == []
    return dict(result.bets.to_pylist()[0])


def reject_row(path: Path, **changes: str) -> tuple[str, str]:
    """Rule and reason of the only rejection of an export of a good row and one with these changes."""
    result = read(write_export(path, [row(1), row(2, **changes)]))
    assert result.bets["source_line"].to_pylist() == [2]
    (reject,) = result.rejects.to_pylist()
    assert (reject["source"], reject["line"]) == ("alice.csv", 3)
    return reject["rule"], reject["reason"]


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
            ("odds.unreadable", {"odds": "evens"}, "'evens'"),
            ("odds.unreadable", {"odds": "nan"}, "'nan'"),
            ("odds.unreadable", {"odds": "inf"}, "'inf'"),
            ("odds.range", {"odds": "0.91"}, "0.91"),
            ("odds.range", {"odds": "1"}, "above 1"),
            ("odds.range", {"odds": "-110"}, "-110"),
            ("stake.missing", {"amount": ""}, "amount is empty"),
            ("stake.unreadable", {"amount": "ten"}, "'ten'"),
            ("stake.range", {"amount": "0"}, "above 0"),
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


class TestTheLinesOfAFile:
    def write(self, file: Path, *lines: bytes) -> Path:
        """A header and lines of our own."""
        file.write_bytes(b"\n".join((",".join(COLUMNS).encode(), *lines)))
        return file

    def line(self, number: int, **changes: str) -> bytes:
        return ",".join(row(number, **changes).values()).encode()

    def test_a_row_of_another_width_is_rejected_alone(self, file: Path) -> None:
        result = read(self.write(file, self.line(1), self.line(2) + b",more", b"only,three,fields", self.line(3)))
        assert result.bets["source_line"].to_pylist() == [2, 5]
        assert result.rejects.select(["line", "rule"]).to_pylist() == [
            {"line": 3, "rule": "row.width"},
            {"line": 4, "rule": "row.width"},
        ]
        assert "18 fields, the header 17" in result.rejects["reason"][0].as_py()
        assert json.loads(result.rejects["raw"][0].as_py())[""] == ["more"]

    def test_a_truncated_last_row_is_rejected_alone(self, file: Path) -> None:
        result = read(self.write(file, self.line(1), self.line(2)[:60]))
        assert (result.bets.num_rows, result.rejects["rule"].to_pylist()) == (1, ["row.width"])

    def test_bytes_that_are_not_utf8_reject_their_row_alone(self, file: Path) -> None:
        latin = self.line(2, bet_info="Cádiz Moneyline Cádiz vs. Betis").decode().encode("latin-1")
        good = self.line(3, bet_info="Cádiz Moneyline Cádiz vs. Betis")
        result = read(self.write(file, self.line(1), latin, good))
        assert result.bets["subject"].to_pylist() == [None, "Cádiz"]
        (reject,) = result.rejects.to_pylist()
        assert (reject["line"], reject["rule"]) == (3, "text.encoding")
        assert "0xe1" in reject["reason"]
        assert "C\\xe1diz" in json.loads(reject["raw"])["bet_info"]

    def test_line_numbers_are_physical_lines(self, file: Path) -> None:
        rows = [row(1, tags="one\ntwo\nthree"), row(2, odds=""), row(3, tags="a,b"), row(4)]
        result = read(write_export(file, rows))
        assert result.bets["source_line"].to_pylist() == [2, 6, 7]
        assert result.bets["tags"].to_pylist() == ["one\ntwo\nthree", "a,b", None]
        assert result.rejects["line"].to_pylist() == [5]

    def test_a_rejected_row_of_several_lines_keeps_them(self, file: Path) -> None:
        result = read(write_export(file, [row(1, tags="one\ntwo", odds=""), row(2)]))
        (reject,) = result.rejects.to_pylist()
        assert (reject["line"], json.loads(reject["raw"])["tags"]) == (2, "one\ntwo")

    def test_blank_lines_are_skipped_and_counted(self, file: Path) -> None:
        result = read(self.write(file, self.line(1), b"", b"\r", self.line(2), b"", b""))
        assert result.bets["source_line"].to_pylist() == [2, 5]
        assert result.rows == 2

    def test_a_quote_that_never_closes_rejects_its_row_alone(self, file: Path) -> None:
        broken = self.line(2).replace(b"Soccer", b'"Soccer')
        result = read(self.write(file, self.line(1), broken, self.line(3), self.line(4)))
        assert result.bets["source_line"].to_pylist() == [2, 4, 5]
        assert result.rejects.select(["line", "rule"]).to_pylist() == [{"line": 3, "rule": "row.quotes"}]

    def test_a_quote_inside_a_field_is_a_character(self, file: Path) -> None:
        result = read(self.write(file, self.line(1, tags='6" board'), self.line(2, tags='5" by 6"'), self.line(3)))
        assert result.bets["tags"].to_pylist() == ['6" board', '5" by 6"', None]

    def test_quoted_fields_hold_commas_and_doubled_quotes(self, file: Path) -> None:
        tags = ['say "go"', '"', '",', 'a,"b",c', '""']
        result = read(write_export(file, [row(i, tags=tag) for i, tag in enumerate(tags)]))
        assert result.bets["tags"].to_pylist() == tags

    @given(
        tags=st.lists(st.text(st.sampled_from('ab",\n\r ;|é'), max_size=8), min_size=1, max_size=12),
        rows=st.integers(1, 5),
    )
    def test_whatever_a_csv_writer_writes_is_read_back(
        self, tmp_path_factory: pytest.TempPathFactory, tags: list[str], rows: int
    ) -> None:
        file = tmp_path_factory.mktemp("export") / "alice.csv"
        write_export(file, [row(i, tags=tag) for i, tag in enumerate(tags)])
        parts = list(iter_export(file, batch_rows=rows, now=NOW))
        assert [part.rejects.num_rows for part in parts] == [0] * len(parts)
        read_back = [tag for part in parts for tag in part.bets["tags"].to_pylist()]
        assert read_back == [tag.strip() or None for tag in tags]

    @given(noise=st.binary(max_size=200))
    def test_no_bytes_between_good_rows_stop_the_reading(
        self, tmp_path_factory: pytest.TempPathFactory, noise: bytes
    ) -> None:
        file = self.write(tmp_path_factory.mktemp("export") / "alice.csv", self.line(1), noise, self.line(2), b"")
        result = read(file)
        assert result.bets["source_line"].to_pylist()[0] == 2
        assert result.bets.num_rows + result.rejects.num_rows == result.rows


class TestDuplicateIds:
    def test_the_first_row_is_kept(self, file: Path) -> None:
        result = read(write_export(file, [row(1, odds="2.0"), row(1, odds="3.0"), row(2)]))
        assert result.bets["odds"].to_pylist() == [2.0, 2.5]
        (reject,) = result.rejects.to_pylist()
        assert (reject["line"], reject["rule"]) == (3, "id.duplicate")
        assert "818176870258164001" in reject["reason"]
        assert json.loads(reject["raw"])["odds"] == "3.0"

    @pytest.mark.parametrize("batch_rows", [1, 2, 100])
    def test_a_settled_row_wins_over_an_open_one_wherever_it_stands(self, file: Path, batch_rows: int) -> None:
        rows = [row(1, status="PLACED"), row(2), row(1), row(2, status="PENDING"), row(3, status="PLACED")]
        parts = list(iter_export(write_export(file, rows), batch_rows=batch_rows, now=NOW))
        kept = {line for part in parts for line in part.bets["source_line"].to_pylist()}
        rejected = {line for part in parts for line in part.rejects["line"].to_pylist()}
        assert (kept, rejected) == ({3, 4, 6}, {2, 5})

    def test_a_row_rejected_for_another_reason_does_not_take_the_id(self, file: Path) -> None:
        result = read(write_export(file, [row(1, odds=""), row(1)]))
        assert (result.bets["source_line"].to_pylist(), result.rejects["rule"].to_pylist()) == ([3], ["odds.missing"])


class TestBatches:
    def test_hold_the_same_as_the_whole(self, file: Path) -> None:
        statuses = ["SETTLED_WIN", "PLACED", "SETTLED_LOSS"]
        rows = [
            row(i % 40, status=statuses[i % 3], odds="" if i % 7 == 0 else "2.0", tags="a\nb" if i % 5 == 0 else "")
            for i in range(120)
        ]
        whole = read(write_export(file, rows))
        parts = list(iter_export(file, batch_rows=7, now=NOW))
        assert len(parts) > 10
        bets = [bet for part in parts for bet in part.bets.to_pylist()]
        rejects = [reject for part in parts for reject in part.rejects.to_pylist()]
        assert sorted(bets, key=lambda bet: bet["source_line"]) == whole.bets.to_pylist()
        assert sorted(rejects, key=lambda reject: reject["line"]) == whole.rejects.to_pylist()
        assert whole.rows == len(rows) == sum(part.rows for part in parts)

    def test_are_no_larger_than_asked_for(self, file: Path) -> None:
        write_export(file, [row(i) for i in range(1000)])
        sizes = [part.rows for part in iter_export(file, batch_rows=100, now=NOW)]
        assert sizes == [100] * 10


class TestColumns:
    def test_optional_ones_may_be_missing(self, file: Path) -> None:
        columns = ["bet_id", "sportsbook", "type", "status", "odds", "amount", "time_placed"]
        (bet,) = read(write_export(file, [row(bet_id=str(uuid.UUID(int=7)))], columns)).bets.to_pylist()
        assert bet["placed_at"] == datetime(2025, 12, 27, 22, 55, 44, tzinfo=UTC)
        optional = ("closing_odds", "profit", "settled_at", "market", "bet_info", "tags", "sport", "league")
        assert {name: bet[name] for name in optional} == dict.fromkeys(optional)

    def test_others_are_ignored_in_any_order(self, file: Path) -> None:
        columns = ["extra", *reversed(COLUMNS), "Extra", "extra"]
        assert read(write_export(file, [row()], columns)).bets["odds"].to_pylist() == [2.5]

    def test_are_found_in_any_case_and_with_spaces(self, file: Path) -> None:
        text = write_export(file, [row()]).read_text(encoding="utf-8")
        file.write_text(text.replace("bet_id", "Bet ID").replace("odds", " ODDS "), encoding="utf-8")
        assert read(file).bets["odds"].to_pylist() == [2.5]

    def test_required_ones_are_named_when_missing(self, file: Path) -> None:
        columns = [name for name in COLUMNS if name not in {"odds", "time_placed", "time_placed_iso"}]
        with pytest.raises(InputError, match=r"lacks the columns odds, time_placed_iso or time_placed; .*bet_id"):
            read(write_export(file, [row()], columns))

    def test_given_twice_are_refused(self, file: Path) -> None:
        file.write_text(",".join([*COLUMNS, "odds"]) + "\n", encoding="utf-8")
        with pytest.raises(InputError, match="odds more than once"):
            read(file)


class TestAFileThatIsNoExport:
    @pytest.mark.parametrize(
        ("content", "message"),
        [
            (b"", "is empty"),
            (b"\xef\xbb\xbf", "lacks the columns"),
            (b"\n\n", "is empty"),
            (b"\x89PNG\r\n\x1a\n\x00\x00", "not a UTF-8 CSV"),
            ("bet_id,odds\n".encode("utf-16"), "not a UTF-8 CSV"),
            (b"date;home;away\n2024;a;b\n", "lacks the columns bet_id"),
            (",".join(COLUMNS).encode(), "has a header but no rows"),
            (",".join(COLUMNS).encode() + b"\r\n\r\n", "has a header but no rows"),
        ],
    )
    def test_is_refused_with_a_sentence(self, file: Path, content: bytes, message: str) -> None:
        file.write_bytes(content)
        with pytest.raises(InputError, match=message):
            read(file)

    def test_is_refused_before_the_first_batch_is_asked_for(self, file: Path) -> None:
        file.write_text("a,b\n", encoding="utf-8")
        with pytest.raises(InputError, match="lacks"):
            iter_export(file)

    def test_or_is_not_there_is_refused(self, file: Path, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="does not exist"):
            read(file)
        with pytest.raises(InputError, match="cannot be read"):
            read(tmp_path)

    def test_or_has_a_bettor_without_a_name_is_refused(self, file: Path) -> None:
        with pytest.raises(InputError, match="bettor's name is empty"):
            read_export(write_export(file, [row()]), bettor=" ")

    def test_with_only_bad_rows_is_all_rejections(self, file: Path) -> None:
        result = read(write_export(file, [row(1, odds=""), row(2, odds="")]))
        assert (result.bets.num_rows, result.rejects.num_rows) == (0, 2)


class TestFindExports:
    def test_gives_a_file_as_it_is(self, file: Path) -> None:
        assert find_exports(write_export(file, [row()])) == [file]

    def test_gives_the_exports_of_a_folder_by_name(self, tmp_path: Path) -> None:
        for name in ("b.csv", "a.CSV", "notes.txt", ".hidden.csv"):
            (tmp_path / name).touch()
        (tmp_path / "folder.csv").mkdir()
        assert [path.name for path in find_exports(tmp_path)] == ["a.CSV", "b.csv"]

    def test_refuses_what_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="does not exist"):
            find_exports(tmp_path / "nothing")

    def test_refuses_a_folder_without_exports(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match=r"holds no \.csv file"):
            find_exports(tmp_path)

    def test_refuses_another_kind_of_file(self, tmp_path: Path) -> None:
        (tmp_path / "bets.xlsx").touch()
        with pytest.raises(InputError, match=r"not a \.csv file"):
            find_exports(tmp_path / "bets.xlsx")


@pytest.mark.skipif(not REAL_EXPORTS.is_dir(), reason="the real exports are not here")
def test_real_exports_are_read_to_the_last_row() -> None:
    smallest = sorted(find_exports(REAL_EXPORTS), key=lambda path: path.stat().st_size)[:20]
    for path in smallest:
        result = read_export(path)
        assert result.rejects.num_rows < 0.05 * result.rows
        straight = result.bets.filter(pc.equal(result.bets["bet_type"], "straight"))
        assert straight["market"].null_count == straight["side"].null_count == 0
