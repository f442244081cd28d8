"""``pikkit quality``: check stored bets, and list the rules they are held to."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pikkit.cli.output import AsCsv, AsJson, answer, answer_list, count, table_text

if TYPE_CHECKING:
    from pikkit.quality import QualityReport

app = typer.Typer(name="quality", help="Check stored bets, and list the rules they are held to.", no_args_is_help=True)


@app.command("check")
def check_bets(
    output: Annotated[Path | None, typer.Option(help="Folder of the report. Default: quality in the home.")] = None,
    as_json: AsJson = False,
) -> None:
    """Check all stored bets and write the report (HTML and JSON) and the flags; exit code 2 if training must stop."""
    from functools import partial

    from pikkit.cli.step_display import make_steps
    from pikkit.home import Home, active_home
    from pikkit.quality import check_bets
    from pikkit.quotes.price_gap import stored_price_gaps
    from pikkit.quotes.stored_feed import stored_feed

    settings = active_home().settings
    folder = output or settings.resolved_home / "quality"
    home = Home(settings)
    with home.store() as store, home.scratch() as scratch:
        snapshot = scratch / "stored bets"
        home.write_snapshot(store, snapshot)
        with home.quality_counting() as counting, make_steps(1).step("Check the bets") as step:
            report = check_bets(
                snapshot,
                folder,
                settings.gate_rules,
                settings.anomalies,
                tell=lambda done, total, parts: step.update(f"{done} of {total} {parts} done"),
                feed=stored_feed(settings),
                gaps_of=partial(stored_price_gaps, settings),
                counting=counting,
            )
    answer(_document(report, folder), _text(report, folder), as_json=as_json)
    raise typer.Exit(0 if report.passed else 2)


@app.command()
def rules(as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """List every rule about a row of an export, and whether its row is rejected or kept with a warning."""
    from dataclasses import asdict

    from pikkit.bets.export import rule_catalogue

    catalogue = rule_catalogue()
    lines = [(str(entry.severity), entry.name, sentence) for entry in catalogue for sentence in entry.sentences]
    text = table_text(("then", "rule", "what the row is told"), lines)
    rows = [asdict(entry) for entry in catalogue]
    answer_list(rows, text, columns=tuple(rows[0]), as_json=as_json, as_csv=as_csv)


def _document(report: "QualityReport", folder: Path) -> dict[str, object]:
    return {
        "passed": report.passed,
        "bets": report.bets,
        "blocking": [result.name for result in report.blocking],
        "warnings": [result.name for result in report.warnings],
        "report": str(folder / "report.html"),
    }


def _text(report: "QualityReport", folder: Path) -> str:
    verdict = "may be trained on" if report.passed else "are not fit to train on"
    failed = [(result, "blocks") for result in report.blocking] + [(result, "warns") for result in report.warnings]
    return "\n".join(
        [
            f"{count(report.bets, 'bet')} {verdict}: {len(report.results)} checks, {len(failed)} failed.",
            *(f"  {verb:<7} {result.name}: {result.demand} {result.observed}" for result, verb in failed),
            f"The report is {folder / 'report.html'}.",
        ]
    )
