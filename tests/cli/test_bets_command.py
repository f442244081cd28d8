"""``pikkit bets``: how a text is read, and the words that are not."""

import json
from pathlib import Path

from tests.bets.export_files import row, write_export
from tests.cli.conftest import Pikkit

FIELDS = ["text", "market", "side", "line", "subject", "home", "away", "period", "live", "confidence", "left"]


def test_a_text_is_answered_with_what_was_read(pikkit: Pikkit) -> None:
    done = pikkit("bets", "parse", "Over 4.5 Ann Able Rebs + Asts 1st Half NYK @ BKN Live", "Nonsense", "--json")
    leg, nothing = json.loads(done.out)
    assert list(leg) == FIELDS
    assert leg == {
        "text": "Over 4.5 Ann Able Rebs + Asts 1st Half NYK @ BKN Live", "market": "player rebounds + assists",
        "side": "over", "line": 4.5, "subject": "Ann Able", "home": "BKN", "away": "NYK", "period": "1st half",
        "live": True, "confidence": 1.0, "left": None,
    }  # fmt: skip
    assert nothing == {**dict.fromkeys(FIELDS), "text": "Nonsense", "live": False, "confidence": 0, "left": "Nonsense"}


def test_a_file_is_read_line_by_line(pikkit: Pikkit, tmp_path: Path) -> None:
    (tmp_path / "legs.txt").write_text(
        "\ufeffNYK Moneyline NYK @ BKN\r\n\r\nUnder 7 Total NYK @ BKN\r\n", encoding="utf-8"
    )
    read = json.loads(pikkit("bets", "parse", "--file", tmp_path / "legs.txt", "--json").out)
    assert [(leg["market"], leg["side"]) for leg in read] == [("moneyline", "away"), ("total", "under")]


def test_of_a_parlay_each_leg_is_shown_and_none_is_the_bet(pikkit: Pikkit) -> None:
    (parlay,) = json.loads(pikkit("bets", "parse", "NYK ML NYK @ BKN | LAL ML Live LAL @ DEN", "--json").out)
    assert (parlay["market"], parlay["side"], parlay["live"]) == (None, None, True)
    assert [leg["subject"] for leg in parlay["legs"]] == ["NYK", "LAL"]


def test_the_book_says_who_is_at_home(pikkit: Pikkit) -> None:
    text = "Knicks Moneyline Knicks vs Hornets"
    (listed,) = json.loads(pikkit("bets", "parse", text, "--json").out)
    (betr,) = json.loads(pikkit("bets", "parse", text, "--json", "--sportsbook", "betr picks").out)
    assert (listed["side"], listed["home"]) == ("home", "Knicks")
    assert (betr["side"], betr["home"]) == ("away", "Hornets")
    assert "not known" in pikkit("bets", "parse", text, "--sportsbook", "PrizePicks").out


def test_texts_or_a_file_are_asked_for(pikkit: Pikkit, tmp_path: Path) -> None:
    assert "one of the two" in pikkit("bets", "parse").err
    assert "cannot be read" in pikkit("bets", "parse", "--file", tmp_path / "none.txt").err


def test_words_that_no_rule_reads_are_counted_over_the_store(pikkit: Pikkit, tmp_path: Path) -> None:
    texts = ["Over 2.5 Ann Able Handstands NYK @ BKN"] * 2 + ["Over 1.5 Ann Able Snorkels NYK @ BKN"]
    export = write_export(tmp_path / "ann.csv", [row(i, bet_info=text) for i, text in enumerate(texts)])
    assert pikkit("import", export).code == 0
    words = json.loads(pikkit("bets", "unknown", "--json").out)
    assert [(word["word"], word["legs"]) for word in words] == [("handstands", 2), ("snorkels", 1)]
    assert len(json.loads(pikkit("bets", "unknown", "--json", "--limit", "1").out)) == 1


def test_without_a_store_there_is_nothing_to_look_at(pikkit: Pikkit) -> None:
    assert "no bets yet" in pikkit("bets", "unknown").err
