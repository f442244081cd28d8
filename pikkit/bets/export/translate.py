"""A file of another format as one of Pikkit's: the same rows, on the same lines, in its columns and words."""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TextIO

from pikkit.base.errors import InputError
from pikkit.bets.export.amounts import plain_number
from pikkit.bets.export.formats.export_format import folded
from pikkit.bets.export.formats.pikkit import STATUSES
from pikkit.bets.export.moments import to_iso
from pikkit.bets.export.plan import Plan
from pikkit.bets.export.statuses import bet_type_of
from pikkit.bets.odds import could_be_american, parse_odds
from pikkit.bets.outcome import Outcome

NAMES = (
    *("bet_id", "sportsbook", "type", "status", "odds", "closing_line", "ev", "amount", "profit"),
    *("time_placed_iso", "time_settled_iso", "bet_info", "tags", "sports", "leagues"),
)
"""The columns written."""

_WORDS = {outcome: word.upper() for word, outcome in reversed(STATUSES.items())}
_IDENTITY = ("time_placed_iso", "sportsbook", "bet_info", "odds", "amount")
"""What tells one bet from another where a file gives them no ids; none of it changes when a bet settles."""


@contextmanager
def translated(plan: Plan) -> Iterator[Path]:
    """The file as a CSV file of ``NAMES``, while the block lasts.

    Each row starts on the line that it starts on in its own file, so that what is said of a line is true of both.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder, "export.csv")
        with path.open("w", encoding="utf-8", newline="") as file, plan.table.rows() as rows:
            _write(plan, rows, file)
        yield path


def _write(plan: Plan, rows: Iterator[tuple[int, list[str]]], file: TextIO) -> None:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(NAMES)
    line, seen = 2, Counter[str]()
    for number, row in rows:
        if not any(text.strip() for text in row):
            continue
        file.write("\n" * (number - line))
        line = max(line, number) + 1
        if any(text.strip() for text in row[len(plan.table.names) :]):
            writer.writerow([" ".join(plan.table.separator.join(row).split())])  # of another width: the reader says so
            continue
        fields = pikkit_row(plan, row)
        fields["bet_id"] = fields["bet_id"] or _made_id(fields, seen)
        writer.writerow([" ".join(fields[name].splitlines()) for name in NAMES])


def pikkit_row(plan: Plan, row: list[str]) -> dict[str, str]:
    """A row in Pikkit's words; what cannot be read stays as it is, for the reader to refuse. The id may be missing."""
    given = {field: row[place].strip() for field, place in plan.places.items() if place < len(row)}
    given = {
        field: given.get(field) or plan.format.defaults.get(field, "") for field in (*given, *plan.format.defaults)
    }
    if plan.format.complete:
        given = plan.format.complete(given)
    fields = {name: given.get(name, "") for name in NAMES}
    for name in ("odds", "closing_line"):
        fields[name] = _price(fields[name], comma=plan.comma)
    for name in ("amount", "profit", "ev"):
        fields[name] = plain_number(fields[name], comma=plan.comma) if fields[name] else ""
    fields["time_placed_iso"] = _moment(plan, given, "time_placed", given.get("time_of_day", ""))
    fields["time_settled_iso"] = _moment(plan, given, "time_settled", "")
    kind, words = _bet_type(plan, given.get("type", ""))
    fields["type"] = kind
    fields["bet_info"] = " ".join(
        filter(None, (given.get("selection"), given.get("market") or words, given.get("event")))
    )
    return _settled(plan, given, fields)


def _settled(plan: Plan, given: Mapping[str, str], fields: dict[str, str]) -> dict[str, str]:
    """Say how a bet ended, and what it earned where that follows."""
    payout = plain_number(given["payout"], comma=plan.comma) if given.get("payout") else ""
    outcome = _outcome(plan, given, fields["profit"])
    if outcome is None:
        return fields | {"status": given.get("status", "")}
    if not fields["profit"] and outcome is not Outcome.OPEN:
        fields["profit"] = _profit(outcome, fields, payout)
    return fields | {"status": _WORDS[outcome]}


def _outcome(plan: Plan, given: Mapping[str, str], profit: str) -> Outcome | None:
    word = folded(given.get("status", ""))
    if not word and "status" not in plan.places and profit:
        earned = _number(profit)
        return None if earned is None else Outcome.WIN if earned > 0 else Outcome.LOSS if earned else Outcome.PUSH
    if not word:
        return Outcome.OPEN
    outcome = plan.format.statuses.get(word)
    if word == "placed" and _number(profit) and plan.format.name != "pikkit":
        return Outcome.PART_WIN  # it came in placed, each way
    return outcome


def _profit(outcome: Outcome, fields: Mapping[str, str], payout: str) -> str:
    """What a bet earned, by what it paid or else by its price; empty where that is in doubt."""
    stake, paid = _number(fields["amount"]), _number(payout)
    if stake is None:
        return ""
    if paid is not None:
        return f"{paid - stake:.2f}"
    try:
        odds = 0.0 if could_be_american(fields["odds"]) else parse_odds(fields["odds"])
    except InputError:
        odds = 0.0
    win = stake * (odds - 1) if odds else None
    earned = {
        Outcome.WIN: win,
        Outcome.HALF_WIN: win and win / 2,
        Outcome.LOSS: -stake,
        Outcome.HALF_LOSS: -stake / 2,
        Outcome.PUSH: 0.0,
        Outcome.VOID: 0.0,
    }.get(outcome)
    return "" if earned is None else f"{earned:.2f}"


def _bet_type(plan: Plan, text: str) -> tuple[str, str]:
    """The type in Pikkit's words, and the words that are none and so say what the bet is on."""
    kind = plan.format.bet_types.get(folded(text))
    if kind:
        return kind.value, ""
    return (text, "") if bet_type_of(text) or (text and plan.format.name == "pikkit") else ("straight", text)


def _moment(plan: Plan, given: Mapping[str, str], field: str, clock: str) -> str:
    text = given.get(field, "")
    own = plan.format
    return to_iso(text, clock, own.times, own.time_zone, day_first=plan.day_first) if text else ""


def _price(text: str, *, comma: bool) -> str:
    return text.replace(",", ".") if comma and "," in text else text


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _made_id(fields: Mapping[str, str], seen: Counter[str]) -> str:
    """An id from what does not change of a bet; the second of two equal bets has another, by their order."""
    digest = blake2b("\x1f".join(fields[name] for name in _IDENTITY).encode(), digest_size=8).hexdigest()
    seen[digest] += 1
    return f"{digest}-{seen[digest]}" if seen[digest] > 1 else digest
