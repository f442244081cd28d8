"""The page of a run: whole, self-contained and readable, whatever the run came to."""

from dataclasses import replace
from pathlib import Path

import pytest

from pikkit.report import RunFiles, RunReport, gather_report, render_run_page, run_headline
from pikkit.report.card import render_card
from pikkit.report.run_views import evaluation_markdown
from pikkit.report.sections.money import drawdowns
from pikkit.report.sentences import sampled
from pikkit.report.tuning_history import StageFacts, TrialFacts, TuningHistory
from pikkit.training.bundle import TrainingWindow
from pikkit.training.drawn_rows import DrawnRows
from pikkit.training.evaluating import GatedEvaluation
from pikkit.training.evaluation import Backtest, Evaluation, Measured
from pikkit.training.gate import GateDecision
from pikkit.training.training_steps import learning_window
from tests.training.reports import FACTS, NAN, NOTHING_MEASURED, SOME_MEASURED, Page, plain_report
from tests.training.runs import TEST_SHARE, Run
from tests.training.worlds import START


@pytest.fixture(scope="module")
def whole(soft_run: Run) -> RunReport:
    """Of a real run, with everything that a run can leave but a search."""
    files = RunFiles(soft_run.bundle, soft_run.folder / "evaluation.json", soft_run.folder / "ensemble")
    return gather_report("pikkit", files, learned=learning_window(soft_run.training, TEST_SHARE))


def test_the_page_of_a_real_run_loads_nothing_and_closes_what_it_opens(whole: RunReport) -> None:
    page = Page(render_run_page(whole))
    assert page.loads == []
    assert page.open == []
    assert page.unnamed == []


def test_it_says_the_verdict_the_figures_and_what_the_model_looks_at(whole: RunReport) -> None:
    text = Page(render_run_page(whole)).text
    assert run_headline(whole) in text
    assert f"{whole.evaluation.decided:,} later bets won or lost" in text
    assert all(reason in text for reason in whole.verdict.reasons)
    assert whole.features[0].meaning in text
    assert all(learner.replace("_", " ") in text for learner in whole.model.weights)
    assert "nan" not in text.lower().split()


def test_page_card_and_the_steps_own_page_say_alike_that_a_sample_was_judged(whole: RunReport) -> None:
    sentence = sampled(DrawnRows(400, 4000))
    assert "400 of 4,000 bets" in sentence
    gated = GatedEvaluation(whole.evaluation, whole.verdict, TrainingWindow(START, START, 1, 1))
    for drawn, told in ((DrawnRows(400, 4000), True), (None, False)):
        report = replace(whole, drawn=drawn)
        for text in (Page(render_run_page(report)).text, render_card(report), evaluation_markdown(gated, drawn)):
            assert (sentence in text) == told
        assert ("learned from all and has not been judged" in render_card(report)) != told


def test_the_features_are_ranked_by_how_far_they_move_a_score(whole: RunReport) -> None:
    moves = [feature.moves for feature in whole.features]
    assert moves == sorted(moves, reverse=True)
    assert sum(feature.share for feature in whole.features) == pytest.approx(1)


def test_every_fold_of_the_blend_is_told(whole: RunReport) -> None:
    assert whole.ensemble is not None
    assert sum(fold.bets for fold in whole.folds) == whole.ensemble.bets
    starts = [fold.start for fold in whole.folds]
    assert starts == sorted(starts)


@pytest.mark.parametrize("decision", GateDecision)
def test_a_run_that_measured_nothing_has_a_page(decision: GateDecision) -> None:
    page = Page(render_run_page(plain_report(NOTHING_MEASURED, decision)))
    assert page.open == []
    assert "no decided bets to judge the model on" in page.text
    assert "there was no champion to compare with" in page.text
    assert "By this verdict it is registered" in page.text  # whatever a rollout or a person decides later


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, "closes 50 % of the gap between price and closing line (95 % interval 20 % to 80 %)"),
        ({"gap_closed": Measured(0.1, -0.2, 0.3)}, "cannot be told from the price alone"),
        ({"gap_closed": Measured(-0.4, -0.6, -0.1)}, "worse than the price alone"),
        ({"gap_closed": Measured(0.4, NAN, NAN)}, "closes 40 % of the gap between price and closing line."),
        ({"log_loss_close": 0.61}, "the closing line was no better than the price"),
        ({"closed": 0, "gap_closed": Measured(NAN, NAN, NAN)}, "no closing prices to compare with; its log loss is"),
    ],
)
def test_the_headline_says_what_the_gap_says(change: dict[str, object], words: str) -> None:
    assert words in run_headline(plain_report(replace(SOME_MEASURED, **change)))  # type: ignore[arg-type]


def test_where_there_was_no_gap_nothing_tells_a_share_of_it() -> None:
    report = plain_report(replace(SOME_MEASURED, log_loss_close=0.6, gap_closed=Measured(0.0, 0.0, 0.0)))
    page, card = Page(render_run_page(report)).text, render_card(report)
    assert "no gap to close" in page
    assert "| Share of the gap closed, by results | no gap to close |" in card


def test_what_the_data_says_is_escaped() -> None:
    hostile = "<script>alert(1)</script>"
    champion = replace(FACTS, calibrator=hostile, created_at=hostile)
    report = replace(plain_report(), name=hostile, champion=champion, champion_version=hostile)
    page = render_run_page(report)
    assert "<script" not in page
    assert hostile in Page(page).text


def test_what_changed_against_the_champion_is_told_and_nothing_else() -> None:
    champion = replace(FACTS, bets=900, recipe={"trees.max_depth": "2"}, feature_names=("price_logit", "hour"))
    text = Page(render_run_page(replace(plain_report(), champion=champion, champion_version="pikkit/3"))).text
    for words in ("Against pikkit/3", "bets learned from", "recipe: trees.max depth", "features that differ"):
        assert words in text
    assert "weight of" not in text


def test_a_search_is_drawn_with_the_trials_it_gave_up() -> None:
    gains = (0.001, 0.0005, None, 0.002)
    trials = tuple(
        TrialFacts(pruned, gain, (), {"l2": 1.0})
        for pruned, gain in zip((False, True, True, False), gains, strict=True)
    )
    stage = StageFacts("trees", trials, {"l2": 0.7, "max_depth": 0.3})
    page = Page(render_run_page(replace(plain_report(), tuning=TuningHistory((stage,)))))
    assert "Tuning history: trees" in page.text
    assert "trial 2: given up at 0.50" in page.text
    assert "best: 1" in page.text
    assert page.open == []


def test_a_search_that_the_clock_cut_is_told_on_page_and_card_even_without_a_trial() -> None:
    whole, cut = StageFacts("trees", (), {}, 5), StageFacts("trees", (), {}, 5, cut_after=45.0)
    said = "The search of trees was cut by the clock after 45 s, with 0 of 5 trials"
    for stage, told in ((whole, False), (cut, True)):
        report = replace(plain_report(), tuning=TuningHistory((stage,)))
        assert (said in Page(render_run_page(report)).text) is told
        assert (said in render_card(report)) is told


def test_a_bankroll_that_is_lost_on_the_first_day_is_drawn() -> None:
    unknown = Measured(NAN, NAN, NAN)
    test = Backtest("flat", 1, 0, ("2024-02-01",), (0.0,), (NAN,), (NAN,), unknown, unknown, unknown, 1.0, unknown)
    page = Page(render_run_page(plain_report(replace(SOME_MEASURED, backtests=(test,)))))
    assert page.open == []
    assert "Bankroll with flat stakes, by day" in page.text


def test_a_fall_is_measured_from_the_last_peak() -> None:
    assert drawdowns((1.0, 2.0, 1.0, 3.0, 1.5)) == [0.0, 0.0, -0.5, 0.0, -0.5]
    assert drawdowns((0.5,)) == [-0.5]


def test_a_record_reads_back_as_it_was(whole: RunReport, tmp_path: Path) -> None:
    whole.write(tmp_path / "run.json")
    read = RunReport.read(tmp_path / "run.json")
    assert render_run_page(read) == render_run_page(whole)
    assert isinstance(read.evaluation, Evaluation)
    assert (read.model, read.features, read.ensemble) == (whole.model, whole.features, whole.ensemble)
