"""Corrections and single bets, shown."""

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

from pikkit.base.errors import InputError
from pikkit.cli.output import answer, answer_list
from pikkit.cli.reviewing.review_text import bet_text, conflict_lines, correction_lines

if TYPE_CHECKING:
    from pikkit.store import BetStore


def list_corrections(store: "BetStore", bettors: list[str], limit: int, *, as_json: bool, as_csv: bool) -> None:
    """Answer with corrections, and those whose source says something new."""
    from pikkit.review.conflicts import find_conflicts

    corrections = store.corrections()
    log = [row for row in corrections.to_pylist() if not bettors or row["bettor"] in bettors]
    conflicts = [conflict for conflict in find_conflicts(store) if not bettors or conflict.bettor in bettors]
    document = {
        "corrections": [{name: _json(value) for name, value in row.items()} for row in log],
        "conflicts": [asdict(conflict) for conflict in conflicts],
    }
    lines = correction_lines(log[-limit:]) or ["No corrections."]
    if conflicts:
        lines += ["", "Conflicts (the correction wins until it is undone):", *conflict_lines(conflicts[:limit])]
    rows = document["corrections"]
    columns = corrections.column_names
    answer_list(rows, "\n".join(lines), columns=columns, as_json=as_json, as_csv=as_csv, document=document)


def show_bet(store: "BetStore", ref: str, *, as_json: bool) -> None:
    """Answer with a bet as it reads, what its source said, and what was decided about it."""
    bettor, _, bet_id = ref.partition("/")
    originals = store.read(bettors=[bettor], bet_ids=[bet_id], corrected=False).to_pylist()
    if not originals:
        raise InputError(f"No bet {bet_id!r} of {bettor!r} is stored; a bet's reference is BETTOR/BET_ID.")
    read = store.read(bettors=[bettor], bet_ids=[bet_id]).to_pylist()
    log = [row for row in store.corrections().to_pylist() if (row["bettor"], row["bet_id"]) == (bettor, bet_id)]
    document = {
        "bet": {name: _json(value) for name, value in read[0].items()} if read else None,
        "source": {name: _json(value) for name, value in originals[0].items()},
        "corrections": [{name: _json(value) for name, value in row.items()} for row in log],
    }
    withheld = "" if read else "\nIt is withheld: nothing that reads bets sees it."
    answer(document, bet_text((read or originals)[0], originals[0], log) + withheld, as_json=as_json)


def _json(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
