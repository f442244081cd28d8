"""``pikkit tune``: how far tuning is, and what it found."""

from typing import TYPE_CHECKING, Annotated

import typer

from pikkit.cli.output import AsCsv, AsJson, answer_list

if TYPE_CHECKING:
    from pikkit.settings import Settings
    from pikkit.training.tuning.search_status import StudyStatus

app = typer.Typer(name="tune", help="See how far tuning is, and what it found.", no_args_is_help=True)

Watch = Annotated[bool, typer.Option("--watch", help="Say it again whenever it changes, until Ctrl-C.")]
Last = Annotated[int, typer.Option(min=1, help="Only the newest so many studies. A search makes up to three.")]


@app.callback()
def tuning_commands() -> None:
    """See how far tuning is, and what it found."""


@app.command("status")
def show_studies(last: Last = 6, watch: Watch = False, as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """Say what every study tried, what was best, how much it gained on the default, and whether one is running."""
    from pikkit.embedded.stopping import stoppable
    from pikkit.home import active_home

    settings = active_home().settings
    forms = {"as_json": as_json, "as_csv": as_csv}
    studies = _say(settings, last, None, **forms)
    with stoppable():
        while watch:
            studies = _say(settings, last, studies, **forms)


def _say(
    settings: "Settings", last: int, before: "list[StudyStatus] | None", *, as_json: bool, as_csv: bool
) -> "list[StudyStatus]":
    """Print the status, unless it is what was printed before: then wait a second instead."""
    import time
    from dataclasses import asdict, fields

    from pikkit.cli.tuning import status_text
    from pikkit.training.tuning.search_status import StudyStatus, read_studies
    from pikkit.training.tuning.storage import shown

    url = settings.resolved_tuning_storage
    studies = read_studies(url)[:last]
    if studies == before:
        time.sleep(1)
        return studies
    rows = [_plain(asdict(study)) for study in studies]
    document = {"storage": shown(url), "studies": rows}
    columns = [field.name for field in fields(StudyStatus)]
    text = status_text(studies, shown(url))
    answer_list(rows, text, columns=columns, as_json=as_json, as_csv=as_csv, document=document)
    return studies


def _plain(study: dict[str, object]) -> dict[str, object]:
    began = study["began"]
    return study | {"began": str(began) if began else None}
