"""Files of bets are scored as the server scores them; rows that are no bets are set aside with the reason."""

import csv
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pytest

from pikkit.base.errors import InputError
from pikkit.inference.predictor.model import PikkitModel
from pikkit.scoring.files import bet_files, chunks, score_files
from pikkit.scoring.scorer import Scorer
from tests.bets.export_files import row, write_export
from tests.training.worlds import START

pytestmark = pytest.mark.xdist_group("scoring_feast")

LATER = (START + timedelta(days=40)).isoformat().replace("+00:00", "Z")
BETS: list[dict[str, Any]] = [
    {"sportsbook": "Bet365", "odds": 2.1, "bettor": "bettor_1", "league": "England Premier League"},
    {"sportsbook": "FanDuel", "odds": 4.0, "selection": "Over 2.5 Total Hull vs. Watford Live", "stake": 5.0},
    {"sportsbook": "Caesars - New York", "odds": 6.0, "bet_type": "parlay", "n_legs": 3},
]
REQUESTS = [{**bet, "placed_at": LATER} for bet in BETS]


def served(scorer: Scorer, requests: list[dict[str, Any]], *, reasons: bool) -> list[dict[str, Any]]:
    """What the server answers to the same bets."""
    model = PikkitModel("pikkit", lambda: scorer)
    model.load()
    answer, _ = model.answer({"instances": requests, "reasons": reasons})
    return list(json.loads(answer)["predictions"])


def read_scores(path: Path) -> list[dict[str, Any]]:
    """Written scores in the words of the server."""
    rows = pq.read_table(path).to_pylist() if path.suffix == ".parquet" else _json_rows(path)
    for each in rows:
        each["interval"] = [each.pop("interval_low"), each.pop("interval_high")]
        for name in ("features_at", "features_materialized_at"):
            each[name] = each[name] if isinstance(each[name], str | None) else _text(each[name])
        for name in ("source", "row", "bet_id"):
            del each[name]
    return list(rows)


def _json_rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def _text(moment: Any) -> str:
    return str(moment.isoformat()).replace("+00:00", "Z")


def write_requests(path: Path, requests: list[dict[str, Any]]) -> Path:
    if path.suffix == ".jsonl":
        path.write_text("".join(json.dumps(request) + "\n" for request in requests))
    elif path.suffix == ".parquet":
        pq.write_table(pa.Table.from_pylist(requests, schema=_schema(requests)), path)
    else:
        with path.open("w", newline="") as file:
            writer = csv.DictWriter(file, _names(requests))
            writer.writeheader()
            writer.writerows(requests)
    return path


def _names(requests: list[dict[str, Any]]) -> list[str]:
    return sorted(set().union(*requests))


def _schema(requests: list[dict[str, Any]]) -> pa.Schema:
    kinds = {"odds": pa.float64(), "stake": pa.float64(), "n_legs": pa.int64()}
    return pa.schema([(name, kinds.get(name, pa.string())) for name in _names(requests)])


@pytest.mark.parametrize("reasons", [False, True])
@pytest.mark.parametrize(("given", "written"), [("jsonl", "parquet"), ("parquet", "jsonl"), ("csv", "parquet")])
def test_scores_of_a_file_are_the_servers(
    scorer: Scorer, tmp_path: Path, given: str, written: str, reasons: bool
) -> None:
    bets = write_requests(tmp_path / f"bets.{given}", REQUESTS)
    done = score_files(scorer, bets, tmp_path / f"out.{written}", reasons=reasons)
    assert (done.scored, done.rejected, done.rejects) == (len(REQUESTS), 0, None)
    assert read_scores(done.out) == served(scorer, REQUESTS, reasons=reasons)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([bets.name, done.out.name])


def test_an_export_is_scored_as_of_when_its_bets_were_placed(scorer: Scorer, tmp_path: Path) -> None:
    placed = "2024-01-05T12:00:00.000Z"
    texts = [
        "Over 2.5 Total Hull vs. Watford Live",
        "NYG +5.5 Spread Dallas Cowboys @ New York Giants",
        "no such market",
    ]
    rows = [
        row(i, bet_info=text, sportsbook="Bet365", odds="150.0", sports="Soccer", leagues="EPL", time_placed_iso=placed)
        for i, text in enumerate(texts)
    ]
    rows[1]["odds"] = ""
    bets = write_export(tmp_path / "bettor_1.csv", rows)
    done = score_files(scorer, bets, tmp_path / "out.parquet")
    assert (done.scored, done.rejected) == (2, 1)
    asked = {"sportsbook": "Bet365", "odds": 150.0, "odds_format": "decimal", "bettor": "bettor_1", "sport": "Soccer"}
    requests = [
        {**asked, "league": "EPL", "selection": text, "stake": float(rows[0]["amount"]), "placed_at": placed}
        for text in (texts[0], texts[2])
    ]
    assert read_scores(done.out) == served(scorer, requests, reasons=False)
    assert done.rejects is not None
    (bad,) = list(csv.DictReader(done.rejects.read_text().splitlines()))
    assert (bad["source"], bad["row"]) == ("bettor_1.csv", "3")
    assert "odds" in bad["reason"]
    assert pq.read_table(done.out)["bet_id"].to_pylist() == [rows[0]["bet_id"], rows[2]["bet_id"]]


@pytest.mark.parametrize("rows_a_chunk", [1, 2, 10_000])
def test_bad_rows_are_set_aside_and_the_others_go_on(
    scorer: Scorer, tmp_path: Path, rows_a_chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bet_files, "CHUNK_ROWS", rows_a_chunk)
    lines = [json.dumps(REQUESTS[0]), "{", '"x"', "", '{"sportsbook": "x", "odds": 0.5}', '{"colour": 1}']
    bets = tmp_path / "bets.jsonl"
    bets.write_text("\n".join([*lines, json.dumps(REQUESTS[1])]))
    told: list[int] = []
    done = score_files(scorer, bets, tmp_path / "out.csv", tell=told.append)
    assert (done.scored, done.rejected, told[-1]) == (2, 4, 6)
    assert done.rejects is not None
    bad = list(csv.DictReader(done.rejects.read_text().splitlines()))
    assert [each["row"] for each in bad] == ["2", "3", "5", "6"]
    words = ("not JSON", "must be an object", "odds: ", "'colour'")
    assert all(word in each["reason"] for word, each in zip(words, bad, strict=True))
    assert pa_csv.read_csv(done.out)["row"].to_pylist() == [1, 7]


def test_the_rejects_of_an_earlier_run_do_not_stay(scorer: Scorer, tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    (tmp_path / "out.parquet.rejected.csv").write_text("old")
    score_files(scorer, write_requests(tmp_path / "bets.jsonl", REQUESTS), out)
    assert not (tmp_path / "out.parquet.rejected.csv").exists()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("bets.txt", b"x", "accepted: a Pikkit export"),
        ("bets.jsonl", b"", "holds no bets"),
        ("bets.csv", b"", "no column odds"),
        ("bets.csv", b"sportsbook,odds,colour\n", "'colour'"),
        ("bets.csv", b"sportsbook,odds\n\xff\xfe,2\n", "no CSV file in UTF-8"),
        ("bets.parquet", b"PAR1", "no Parquet file"),
    ],
)
def test_a_file_that_holds_no_bets_is_refused_and_nothing_is_left(
    scorer: Scorer, tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    bets, out = tmp_path / name, tmp_path / "out.csv"
    bets.write_bytes(content)
    out.write_text("from before")
    with pytest.raises(InputError, match=sentence):
        score_files(scorer, bets, out)
    assert out.read_text() == "from before"
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("out", ["out.xlsx", "nowhere/out.csv"])
def test_an_output_that_cannot_be_written_is_refused_before_anything_is_scored(
    scorer: Scorer, tmp_path: Path, out: str
) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        score_files(scorer, write_requests(tmp_path / "bets.jsonl", REQUESTS), tmp_path / out)


def test_a_chunk_is_no_larger_than_a_request_may_be() -> None:
    from pikkit.inference.predictor.limits import Limits

    assert Limits().rows >= chunks.CHUNK_ROWS


def test_no_name_or_row_is_a_formula_to_a_spreadsheet(scorer: Scorer, tmp_path: Path) -> None:
    bets = tmp_path / "=bets.jsonl"
    bets.write_text(f"{json.dumps(REQUESTS[0])}\n=cmd|' /C calc'!A0\n")
    done = score_files(scorer, bets, tmp_path / "scores.csv")
    assert done.rejects is not None
    scores, rejects = (list(csv.DictReader(path.read_text().splitlines())) for path in (done.out, done.rejects))
    assert (scores[0]["source"], rejects[0]["source"]) == ("'=bets.jsonl", "'=bets.jsonl")
    assert rejects[0]["raw"].startswith("'=cmd")
