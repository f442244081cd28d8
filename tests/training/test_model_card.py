"""The model card, its pictures, and the files a report is made of."""

import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from pikkit.base.errors import InputError
from pikkit.registry.run_record import RUN_FACTS
from pikkit.report import (
    CARD,
    PAGE,
    RECORD,
    RunFiles,
    RunReport,
    gather_report,
    render_card,
    tell_of_run,
    write_report,
)
from pikkit.report.model_facts import read_model_facts
from pikkit.report.origin import COMMIT, origin
from pikkit.training.evaluation import Measured, SegmentFigures
from tests.training.reports import NAN, NOTHING_MEASURED, SOME_MEASURED, plain_report
from tests.training.runs import TEST_SHARE, Run

FORMAT_1 = Path(__file__).parent / "data" / "bundle_format_1"
SURE, UNKNOWN = Measured(-0.01, -0.02, -0.001), Measured(NAN, NAN, NAN)


def segment(gain: Measured, bets: int = 2500) -> SegmentFigures:
    ece = Measured(0.01, 0.005, 0.02)
    unknown = (UNKNOWN, UNKNOWN, UNKNOWN)
    return SegmentFigures(
        "sport", "Ski|jump", bets, 0, 0.5, 0.6, 0.61, gain, *unknown, 0.2, UNKNOWN, ece, 0.01, 0.02, 0, UNKNOWN, UNKNOWN
    )


@pytest.mark.parametrize(
    "part",
    [
        "Intended use",
        "Not intended",
        "Data",
        "How it was made",
        "Figures",
        "Where it is weak",
        "Limits",
        "Ethics",
        "Ver",
    ],
)
@pytest.mark.parametrize("figures", [SOME_MEASURED, NOTHING_MEASURED])
def test_the_card_has_every_part_whatever_was_measured(figures: object, part: str) -> None:
    card = render_card(plain_report(figures))  # type: ignore[arg-type]
    assert f"\n## {part}" in card
    assert "nan" not in card.lower().split()


def test_figures_have_their_intervals() -> None:
    assert "| Share of the gap closed, by results | 50 % (20 to 80) |" in render_card(plain_report())


def test_a_segment_that_is_surely_worse_is_named_as_weak_and_a_small_one_is_not() -> None:
    weak = replace(SOME_MEASURED, segments=(segment(SURE),))
    assert r"| sport | Ski\|jump | 2,500 | surely worse than the price |" in render_card(plain_report(weak))
    few = replace(SOME_MEASURED, segments=(segment(SURE, bets=20),))
    assert "In no segment is it surely worse than the price" in render_card(plain_report(few))


def test_a_report_is_a_page_a_card_a_record_and_pictures(soft_run: Run, tmp_path: Path) -> None:
    files = RunFiles(soft_run.bundle, soft_run.folder / "evaluation.json", soft_run.folder / "ensemble")
    write_report(gather_report("pikkit", files), tmp_path / "told")
    written = {path.name for path in (tmp_path / "told").iterdir()}
    assert written == {PAGE, CARD, RECORD, RUN_FACTS, "pictures"}
    pictures = sorted((tmp_path / "told" / "pictures").iterdir())
    assert {"reliability_model.svg", "reliability_price.svg"} <= {path.name for path in pictures}
    assert {ET.parse(path).getroot().tag for path in pictures} == {"{http://www.w3.org/2000/svg}svg"}  # noqa: S314 - ours


def test_the_step_tells_of_a_part_only_when_it_has_ended(soft_run: Run, tmp_path: Path) -> None:
    files = RunFiles(soft_run.bundle, soft_run.folder / "evaluation.json", soft_run.folder / "ensemble")
    heard = list[tuple[int, int, str, bool]]()

    def hear(done: int, total: int, parts: str) -> None:
        heard.append((done, total, parts, (tmp_path / "told").exists()))

    tell_of_run("pikkit", files, tmp_path / "told", training=soft_run.training, test_share=TEST_SHARE, tell=hear)
    assert heard == [(done, 4, "parts (bets, search, figures, pages)", False) for done in range(4)]
    heard.clear()
    with pytest.raises(FileNotFoundError):
        tell_of_run("pikkit", files, tmp_path, training=tmp_path / "none", test_share=TEST_SHARE, tell=hear)
    assert [done for done, *_ in heard] == [0]


def test_the_facts_of_an_older_bundle_can_be_read() -> None:
    facts = read_model_facts(FORMAT_1)
    assert (facts.format, facts.bets, facts.calibrator, len(facts.feature_names)) == (1, 1200, "platt", 53)
    assert facts.weights == {"movement_trees": 0.3, "offset_trees": 0.2, "movement_ridge": 0.5}
    assert facts.recipe["trees.max_depth"] == "2"


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"recipe": []}'])
def test_a_manifest_without_facts_is_a_sentence(content: str, tmp_path: Path) -> None:
    (tmp_path / "bundle.json").write_text(content)
    with pytest.raises(InputError, match="The facts of the bundle in"):
        read_model_facts(tmp_path)


@pytest.mark.parametrize("content", [None, "", "[]", "{}", '{"evaluation": {}}'])
def test_a_file_that_is_no_record_is_a_sentence(content: str | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / RECORD).write_text(content)
    with pytest.raises(InputError, match="is no record of a training run"):
        RunReport.read(tmp_path / RECORD)


@pytest.mark.parametrize("content", [None, "", "[]", "{}", '{"decision": "MAYBE", "reasons": []}'])
def test_an_evaluation_that_is_none_is_a_sentence(content: str | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "evaluation.json").write_text(content)
    with pytest.raises(InputError, match=r"evaluation\.json (cannot be read|is no)"):
        gather_report("pikkit", RunFiles(FORMAT_1, tmp_path / "evaluation.json"))


def test_an_older_run_without_a_record_of_its_search_still_has_a_report(tmp_path: Path) -> None:
    window = {"start": "2024-01-01T00:00:00+00:00", "end": "2024-06-01T00:00:00+00:00", "bets": 9, "closed": 5}
    said = {**SOME_MEASURED.to_dict(), "decision": "HOLD", "reasons": ["Close."], "training_window": window}
    (tmp_path / "evaluation.json").write_text(json.dumps(said))
    report = gather_report("pikkit", RunFiles(FORMAT_1, tmp_path / "evaluation.json"))
    assert (report.tuning, report.ensemble, report.calibrators) == (None, None, ())
    assert report.features[0].moves >= report.features[-1].moves


def test_an_image_says_its_commit_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(COMMIT, "abc123")
    assert origin("f00").commit == "abc123"
    assert origin("f00").data_fingerprint == "f00"
