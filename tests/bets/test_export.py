"""Which files are exports, and which columns they have."""

import uuid
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.compute as pc
import pytest

from pikkit.base.errors import InputError
from pikkit.bets.export import find_exports, iter_export, read_export
from tests.bets.export_files import COLUMNS, row, write_export
from tests.bets.reading_exports import read

REAL_EXPORTS = Path(__file__).parents[2].parent / "shared" / "data" / "exports"


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
            ("bet_id,odds\n".encode("utf-16"), "but UTF-16, .* save it as 'CSV UTF-8'"),
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
        (tmp_path / "bets.pdf").touch()
        with pytest.raises(InputError, match=r"not a \.csv file"):
            find_exports(tmp_path / "bets.pdf")


@pytest.mark.skipif(not REAL_EXPORTS.is_dir(), reason="the real exports are not here")
def test_real_exports_are_read_to_the_last_row() -> None:
    smallest = sorted(find_exports(REAL_EXPORTS), key=lambda path: path.stat().st_size)[:20]
    for path in smallest:
        result = read_export(path)
        assert result.rejects.num_rows < 0.05 * result.rows
        straight = result.bets.filter(pc.equal(result.bets["bet_type"], "straight"))
        assert straight["market"].null_count == straight["side"].null_count == 0
