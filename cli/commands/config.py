"""``pikkit config``: what is in force, and where it comes from."""

from pathlib import Path
from typing import Annotated

import typer

from pikkit.cli.output import AsCsv, AsJson, answer, answer_list, table_text

app = typer.Typer(help="Show, explain and check the configuration.", no_args_is_help=True)


@app.command("show")
def show_settings(
    changed: Annotated[bool, typer.Option("--changed", help="Only what is not at its default.")] = False,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Print every setting with its value and where that comes from; secrets are masked."""
    from dataclasses import asdict, fields

    from pikkit.home import own_home
    from pikkit.settings.entries import DEFAULT, SettingEntry, entries

    chosen = [entry for entry in entries(own_home().settings) if not changed or entry.source != DEFAULT]
    lines = [(entry.name, str(entry.source), _text(entry.value)) for entry in chosen]
    rows = [asdict(entry) for entry in chosen]
    columns = [field.name for field in fields(SettingEntry)]
    text = table_text(("setting", "from", "value"), lines) if lines else "All is at its default."
    answer_list(rows, text, columns=columns, as_json=as_json, as_csv=as_csv)


@app.command("explain")
def explain_setting(
    name: Annotated[str, typer.Argument(help="min_bets, quality.max_odds or PIKKIT_MIN_BETS.")], as_json: AsJson = False
) -> None:
    """Say what a setting is, its value, its default and where it can be set."""
    from dataclasses import asdict

    from pikkit.home import own_home
    from pikkit.settings.entries import setting_named

    entry = setting_named(own_home().settings, name)
    text = (
        f"{entry.name}: {entry.description}\n"
        f"Value:   {_text(entry.value)}  ({entry.source})\n"
        f"Default: {_text(entry.default)}\n"
        f"Set it with {entry.variable} in the environment or .env, or as {entry.name} in config.yaml."
    )
    answer(asdict(entry), text, as_json=as_json)


@app.command("check")
def check_settings(as_json: AsJson = False) -> None:
    """Look for values that cannot be used (exit code 2) and for names that are no setting (exit code 1)."""
    from pikkit.home import own_home
    from pikkit.settings.entries import unknown_names

    own_home()
    unknown = unknown_names()
    answer({"unknown": unknown}, "\n".join(unknown) or "The configuration can be used.", as_json=as_json)
    if unknown:
        raise typer.Exit(1)


@app.command("trust")
def trust_files(
    forget: Annotated[bool, typer.Option("--forget", help="Trust them no longer.")] = False, as_json: AsJson = False
) -> None:
    """Let config.yaml and .env of this folder count as they are now, which you have read, and a .pikkit that is here.

    Again when one of the two changes. An environment can name their folder for good, PIKKIT_CONFIG=FOLDER, or no file
    at all: PIKKIT_CONFIG= (nothing). A home that PIKKIT_HOME names needs no trust.
    """
    from pikkit.settings import Settings
    from pikkit.settings.config_files import files_in
    from pikkit.settings.trusted_folders import HOME, distrust, trust

    files = files_in(Path.cwd())
    rows = [{"file": str(one.path), "names": one.settings_among(Settings.model_fields)} for one in files]
    home = Path(Settings.model_fields["home"].default).resolve()
    homes = [home] if home.is_dir() else []
    for path, content in [*((one.path, one.content) for one in files), *((one, HOME) for one in homes)]:
        (distrust if forget else trust)(path, content)
    does = "does not count" if forget else "counts"
    lines = [f"{row['file']} {does}: {', '.join(row['names']) or 'no setting'}" for row in rows]
    lines += [f"{one} {does}" for one in homes]
    document = {"trusted": not forget, "files": rows, "home": str(home) if homes else None}
    answer(document, "\n".join(lines) or "There is nothing of Pikkit's here.", as_json=as_json)


@app.command("docs")
def write_configuration(out: Annotated[Path, typer.Option(help="The file to write.")]) -> None:
    """Write docs/configuration.md."""
    from pikkit.settings.configuration_page import settings_page

    out.write_text(settings_page(), encoding="utf-8")


def _text(value: object) -> str:
    import json

    return value if isinstance(value, str) and value else json.dumps(value)
