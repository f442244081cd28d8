"""``pikkit alerts``: what a bettor is told of, by which channel, and whether it arrives."""

from typing import TYPE_CHECKING, Annotated

import typer

from pikkit.cli.output import AsCsv, AsJson, answer, answer_list, table_text

if TYPE_CHECKING:
    from pikkit.notify.alerts_kept import KeptAlert

app = typer.Typer(help="Alerts by e-mail, Telegram and webhook: of captured prices, drift and rollouts.",
                  no_args_is_help=True)  # fmt: skip
Bettor = Annotated[str, typer.Option(help="Whose.")]
Alert = Annotated[str, typer.Argument(help="Its id, as `pikkit alerts list` says.")]


@app.command("list")
def list_alerts(
    bettor: Annotated[str, typer.Option(help="Whose. Default: everybody's.")] = "",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List alerts, the newest first."""
    from pikkit.home import own_home
    from pikkit.notify.alerts_kept import read_alerts

    with own_home().records() as records:
        rows = [_row(one) for one in read_alerts(records, bettor or None)]
    none = "No alert is kept; `pikkit alerts set` switches one on."
    text = table_text(("id", "bettor", "of", "channel", "to", "state"), [_cells(row) for row in rows]) if rows else none
    answer_list(rows, text, as_json=as_json, as_csv=as_csv, document={"alerts": rows}, columns=_COLUMNS)


@app.command("set")
def set_alert(
    bettor: Bettor,
    topic: Annotated[str, typer.Option(help="ev (captured prices), drift or rollout.")],
    channel: Annotated[str, typer.Option(help="email, telegram or webhook.")],
    to: Annotated[str, typer.Option(help="An e-mail address, a Telegram chat, or a webhook's address.")],
    least: Annotated[float | None, typer.Option(help="Of ev: this much expected profit or more, in % of the stake.")]
    = None,
    alert: Annotated[str, typer.Option("--id", help="Change this one. Default: a new one.")] = "",
    is_on: Annotated[bool, typer.Option("--on/--off", help="Whether it tells.")] = True,
    as_json: AsJson = False,
) -> None:  # fmt: skip
    """Switch an alert on, or change one; `pikkit serve` tells it from then on."""
    from pikkit.base.errors import InputError
    from pikkit.home import own_home
    from pikkit.notify.alert_rule import alert_from
    from pikkit.notify.alerts_kept import keep_alert, read_alerts
    from pikkit.outbox.person_sink import NOT_SET, is_sending

    share = None if least is None else least / 100
    rule = alert_from({"id": alert, "topic": topic, "channel": channel, "address": to, "least": share, "is_on": is_on})
    home = own_home()
    if not is_sending(home.settings, rule.channel):
        raise InputError(NOT_SET[rule.channel])
    with home.records() as records:
        keep_alert(records, bettor, rule, confirmed=True)
        [kept] = [one for one in read_alerts(records, bettor) if one.rule.id == rule.id]
    answer(_row(kept), f"Kept: {_line(_row(kept))}", as_json=as_json)


@app.command("test")
def try_out(alert: Alert, bettor: Bettor, as_json: AsJson = False) -> None:
    """Send a test now, and say whether it was taken."""
    from datetime import UTC, datetime

    from pikkit.home import own_home
    from pikkit.notify.alert_item import TEST_TITLE, alert_item
    from pikkit.notify.channels import Message
    from pikkit.outbox import Entry, EntryState
    from pikkit.outbox.sinks import sinks_of

    now, rule = datetime.now(UTC), _kept(bettor, alert).rule
    item = alert_item(rule, bettor, f"test-{now.isoformat()}", Message(TEST_TITLE, "It was sent by hand.", "success"))
    sink = sinks_of(own_home().settings)(rule.target)
    try:
        sink.deliver([Entry(0, item, now, EntryState.PENDING, 0, "")])
    finally:
        sink.close()
    answer({"id": rule.id, "taken": True}, f"Taken by the {rule.channel} of {rule.shown}.", as_json=as_json)


@app.command("delete")
def delete(alert: Alert, bettor: Bettor, as_json: AsJson = False) -> None:
    """Delete an alert."""
    from pikkit.home import own_home
    from pikkit.notify.alerts_kept import delete_alert

    kept = _kept(bettor, alert)
    with own_home().records() as records:
        delete_alert(records, bettor, alert)
    answer(_row(kept), f"Deleted: {_line(_row(kept))}", as_json=as_json)


_COLUMNS = ("bettor", "id", "topic", "channel", "address", "least", "is_on", "is_confirmed", "changed_at")


def _kept(bettor: str, alert: str) -> "KeptAlert":
    from pikkit.base.errors import InputError
    from pikkit.home import own_home
    from pikkit.notify.alerts_kept import read_alerts

    with own_home().records() as records:
        for one in read_alerts(records, bettor):
            if one.rule.id == alert:
                return one
    raise InputError(f"{bettor} has no alert {alert!r}; `pikkit alerts list --bettor {bettor}` lists them.")


def _row(kept: "KeptAlert") -> dict[str, object]:
    fields = kept.rule.model_dump(include={"id", "topic", "channel", "least", "is_on"})
    fields |= {"is_confirmed": kept.is_confirmed, "changed_at": kept.changed_at.isoformat()}
    shown = {
        "bettor": kept.bettor,
        **fields,
        "address": kept.rule.shown,
        "is_confirmed": kept.is_confirmed,
        "changed_at": kept.changed_at.isoformat(),
    }
    return {name: shown[name] for name in _COLUMNS}


def _line(row: dict[str, object]) -> str:
    identity, bettor, of, channel, to, state = _cells(row)
    return f"{identity}  {bettor}: {of}, {channel} to {to} ({state})"


def _cells(row: dict[str, object]) -> tuple[str, ...]:
    least = row["least"]
    of = f"captured prices worth {100 * least:+g} % or more" if isinstance(least, float) else str(row["topic"])
    return (*map(str, (row["id"], row["bettor"])), of, *map(str, (row["channel"], row["address"])), _state(row))


def _state(row: dict[str, object]) -> str:
    if not row["is_confirmed"]:
        return "waits for its address to give its code back"
    return "on" if row["is_on"] else "off"
