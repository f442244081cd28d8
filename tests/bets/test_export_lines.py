"""Nothing in the lines of an export stops the reading: quotes, encodings, repeated ids, batches."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pikkit.bets.export import iter_export
from tests.bets.export_files import COLUMNS, row, write_export
from tests.bets.reading_exports import NOW, read


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
