"""The status of tuning for a person."""

from typing import TYPE_CHECKING

from pikkit.cli.output import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pikkit.training.tuning.search_status import StudyStatus

_SEARCHED = {
    "trees": "the trees' values",
    "ridge": "the ridge penalty",
    "results": "how much results count",
}


def status_text(studies: "Sequence[StudyStatus]", storage: str) -> str:
    """A paragraph a study; a sentence where there is none."""
    if not studies:
        return f"Nothing has been tuned yet: there is no study in {storage}. pikkit train makes one."
    running = sum(study.running for study in studies)
    state = f"{count(running, 'trial')} running now" if running else "nothing is running"
    shown = f"{count(len(studies), 'study') if len(studies) == 1 else f'{len(studies)} studies'} in {storage}"
    return "\n".join([f"{shown}, the newest first; {state}.", *(_paragraph(study) for study in studies)])


def _paragraph(study: "StudyStatus") -> str:
    began = f"{study.began:%Y-%m-%d %H:%M} UTC" if study.began else "not begun"
    lines = [
        "",
        f"{_SEARCHED.get(study.stage, study.stage)} (seed {study.seed}, bets {study.data[:8]}, {began})",
        f"  trials         {_trials(study)}",
    ]
    if study.best_gain is None:
        return "\n".join([*lines, "  best           none was finished"])
    values = ", ".join(f"{name} {value:.4g}" for name, value in study.best_values.items())
    return "\n".join([*lines, f"  best gain      {_gain(study)}", f"  with           {values}"])


def _trials(study: "StudyStatus") -> str:
    counts = [f"{study.complete} finished"]
    others = (("given up early", study.pruned), ("interrupted", study.interrupted), ("running", study.running))
    counts += [f"{number} {state}" for state, number in others if number]
    if study.cut_after is not None:
        counts.append(f"cut by the clock after {study.cut_after:.0f} s of {study.planned} planned")
    if study.exhausted_after is not None:
        counts.append(f"ended after {study.exhausted_after} of {study.planned}: nothing gained any more")
    if study.trial_seconds is not None:
        counts.append(f"{study.trial_seconds:.1f} s a finished one")
    return ", ".join(counts)


def _gain(study: "StudyStatus") -> str:
    gain = f"{study.best_gain:.6f} nats a bet over the price"
    if study.first_gain is None or study.best_gain is None:
        return gain
    return f"{gain}, {study.best_gain - study.first_gain:+.6f} over the values it began with"
