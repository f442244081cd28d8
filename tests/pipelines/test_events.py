"""What a step came to, in a line for a person."""

from pikkit.pipelines.events import StepEvent, StepState


def test_a_line_has_the_figures_and_neither_what_is_empty_nor_the_points_of_a_curve() -> None:
    figures: dict[str, object] = {
        "cut": "",
        "best": None,
        "gain": -0.0,
        "steps": ["a", "b"],
        "curve": [{"recall": 0.1}],
        "bets": 12,
    }
    said = StepEvent("tune", StepState.DONE, 1.25, figures).to_text()
    assert said == "tune: done (1.2 s): gain 0, steps a, b, bets 12"


def test_a_machine_is_told_all_of_it() -> None:
    told = StepEvent("evaluate", StepState.DONE, 1.0, {"curve": [{"recall": 0.1}]}).to_json()
    assert '"curve": [{"recall": 0.1}]' in told


def test_how_far_a_step_is_is_told_in_words() -> None:
    far: dict[str, object] = {"done": 3, "total": 9, "parts": "checks"}
    assert StepEvent("validate", StepState.RUNNING, 41.3, far).to_text() == "validate: running (41.3 s): 3 of 9 checks"
