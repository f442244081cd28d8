"""What changed, what the model cannot do, and where it comes from."""

from html import escape

from pikkit.pages.parts import Column, folded_part, section, table
from pikkit.report.model_changes import model_changes
from pikkit.report.model_facts import ModelFacts
from pikkit.report.report_record import JudgedModel, RunReport
from pikkit.report.sentences import limits
from pikkit.report.words import MILLI, UNKNOWN, day, measured_number


def changes_section(report: RunReport) -> str:
    """What is different from the champion."""
    if report.champion is None:
        return section("What changed", "<p>Nothing served when it was made: there was no champion to compare with.</p>")
    changes = model_changes(report.champion, report.model)
    name = report.champion_version or "the champion"
    rows = [(change.what, change.before, change.now) for change in changes]
    content = table([Column("What"), Column("Champion"), Column("This model")], rows) if rows else "<p>Nothing.</p>"
    return section(
        "What changed", content, f"Against {name}, made on {day(report.champion.created_at)}. {_rivalry(report)}"
    )


def _rivalry(report: RunReport) -> str:
    """How the two did on the same bets."""
    for other in report.evaluation.comparisons:
        if other.name == "champion" and other.bets:
            gain = measured_number(other.gain, 2, MILLI)
            return f"On {other.bets:,} bets new to both, its log loss is lower by {gain} thousandths of a nat a bet."
    return "There are no bets that are new to both."


def limits_section(report: RunReport) -> str:
    """What the figures do not show."""
    points = "".join(f"<li>{escape(sentence)}</li>" for sentence in limits(report))
    return section("Limits", f"<ul>{points}</ul>")


def origin_section(report: RunReport) -> str:
    """Where the model comes from: windows, data, code, recipe, libraries."""
    model, origin = report.model, report.origin
    rows = [
        ("Model", report.version or report.name),
        ("Made", model.created_at[:16].replace("T", " ") + " UTC"),
        (
            "Judged model learned from",
            f"{report.judged.bets:,} bets, {day(report.judged.start)} to {day(report.judged.end)}",
        ),
        ("This model learned from", f"{model.bets:,} bets, {day(model.start)} to {day(model.end)}"),
        ("With a closing price", f"{model.closed:,}"),
        ("Data fingerprint", origin.data_fingerprint or UNKNOWN),
        ("Pikkit", f"{origin.version or UNKNOWN}{f', commit {origin.commit}' if origin.commit else ''}"),
        ("Bundle format", str(model.format)),
    ]
    columns = [Column("What"), Column("Value")]
    recipe = folded_part("Recipe", table(columns, list(model.recipe.items())))
    libraries = folded_part("Libraries", table(columns, list(model.libraries.items())))
    return section("Where it comes from", table(columns, rows) + recipe + libraries)


def _bets(window: JudgedModel | ModelFacts) -> str:
    return f"{window.bets:,} bets, {day(window.start)} to {day(window.end)}"
