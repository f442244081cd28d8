"""``pikkit keys``: who may call the API."""

from typing import TYPE_CHECKING, Annotated

import typer

from pikkit.cli.output import AsCsv, AsJson, answer, answer_list, table_text

if TYPE_CHECKING:
    from pikkit.keys import ApiKey, Scope
    from pikkit.settings import Settings

app = typer.Typer(help="Make, list and revoke the keys of the API.", no_args_is_help=True)
OfSample = Annotated[bool, typer.Option("--sample", help="Of the bundled sample's home, whatever you imported.")]


@app.command("create")
def create_key(
    name: Annotated[str, typer.Argument(help="What it is for: 'the extension on my laptop'.")],
    bettor: Annotated[str, typer.Option(help="Whose bets it opens.")],
    scopes: Annotated[
        str, typer.Option(help="What it may do, by commas: score, read, write, operator (any bettor).")
    ] = "score,read,write",
    sample: OfSample = False,
    as_json: AsJson = False,
) -> None:
    """Make a key. It is shown once; only its hash is kept. From the first key on, the API asks for one."""
    from pikkit.keys import key_command, key_ring

    settings = _settings(sample=sample)
    key, text = key_ring(settings).create(name, bettor, _scopes(scopes))
    revoking = f"{key_command(settings, 'revoke')} {key.id}"
    shown = f"{text}\n\nKeep it now: it cannot be shown again. Revoke it with {revoking}."
    answer(_document(key) | {"key": text}, shown, as_json=as_json)


@app.command("list")
def list_keys(sample: OfSample = False, as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """List the keys, without their secrets."""
    from pikkit.keys import key_ring

    keys = key_ring(_settings(sample=sample)).all()
    lines = [
        (
            *(key.id, f"{key.created_at:%Y-%m-%d %H:%M}", key.bettor, " ".join(sorted(key.scopes)), key.name),
            f"{key.revoked_at:%Y-%m-%d}" if key.revoked_at else "",
        )
        for key in keys
    ]
    none = "There are no keys: the API answers this machine alone, and asks for none."
    text = table_text(("id", "created", "bettor", "scopes", "name", "revoked"), lines) if lines else none
    answer_list([_document(key) for key in keys], text, as_json=as_json, as_csv=as_csv, columns=_COLUMNS)


@app.command()
def revoke(
    identity: Annotated[str, typer.Argument(metavar="ID", help="A key's id, as `pikkit keys list` shows it.")],
    sample: OfSample = False,
    as_json: AsJson = False,
) -> None:
    """Stop a key from opening anything, at once."""
    from pikkit.keys import key_ring

    key = key_ring(_settings(sample=sample)).revoke(identity)
    answer(_document(key), f"{key.id} opens nothing any more.", as_json=as_json)


def _settings(*, sample: bool) -> "Settings":
    """Of the home whose keys are meant."""
    from pikkit.home import active_home, own_home, sample_home

    return (sample_home(own_home().settings) if sample else active_home()).settings


def _scopes(text: str) -> "list[Scope]":
    from pikkit.base.errors import InputError
    from pikkit.keys import Scope

    words = [word.strip() for word in text.split(",") if word.strip()]
    unknown = [word for word in words if word not in list(Scope)]
    if unknown:
        raise InputError(f"There is no scope {', '.join(unknown)}; there are {', '.join(Scope)}.")
    return [Scope(word) for word in words]


_COLUMNS = ("id", "name", "bettor", "scopes", "created_at", "revoked_at")


def _document(key: "ApiKey") -> dict[str, object]:
    revoked = key.revoked_at.isoformat() if key.revoked_at else None
    return {
        "id": key.id,
        "name": key.name,
        "bettor": key.bettor,
        "scopes": sorted(key.scopes),
        "created_at": key.created_at.isoformat(),
        "revoked_at": revoked,
    }
