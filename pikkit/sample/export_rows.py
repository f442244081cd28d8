"""Settled bets as the rows of exports: seventeen columns of text."""

import uuid

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pikkit.bets.outcome import Outcome
from pikkit.sample.bettors import Bettors
from pikkit.sample.books import BOOKS, STATES
from pikkit.sample.leagues import LEAGUES
from pikkit.sample.leg_texts import word_legs
from pikkit.sample.picks import Picks, World
from pikkit.sample.sample_events import Floats, Ints
from pikkit.sample.sample_names import SampleNames
from pikkit.sample.settling import Settled

COLUMNS = [
    "bet_id",
    "sportsbook",
    "type",
    "status",
    "odds",
    "closing_line",
    "ev",
    "amount",
    "profit",
    "time_placed",
    "time_settled",
    "time_placed_iso",
    "time_settled_iso",
    "bet_info",
    "tags",
    "sports",
    "leagues",
]
"""The export's columns, in its order."""

_UUID_SHARE = 0.3
_NO_EV_SHARE = 0.02
_STATUS = {
    Outcome.OPEN: "PENDING",
    Outcome.WIN: "SETTLED_WIN",
    Outcome.LOSS: "SETTLED_LOSS",
    Outcome.PUSH: "SETTLED_PUSH",
    Outcome.VOID: "SETTLED_VOID",
    Outcome.CASH_OUT: "SETTLED_CASH_OUT",
    Outcome.UNKNOWN: "SETTLED",
}


def export_rows(world: World, names: SampleNames, picks: Picks, bets: Settled, rng: np.random.Generator) -> pa.Table:
    """The bets as a table of COLUMNS, all text; null is an empty field."""
    first = np.searchsorted(picks.leg_bet, np.arange(len(picks.bettor)))
    league = world.events.league[picks.legs.event[first]]
    is_open = pa.array(bets.outcome == Outcome.OPEN.value)
    ev = np.round(bets.odds / bets.closing_odds - 1, 4)
    no_ev = rng.random(len(ev)) < _NO_EV_SHARE
    columns = {
        "bet_id": _ids(len(first), rng),
        "sportsbook": _books(world.bettors, picks.legs.book[first], picks.bettor),
        "type": _types(bets),
        "status": _statuses(bets.outcome, rng),
        "odds": _text(bets.odds),
        "closing_line": _text(bets.closing_odds),
        "ev": _text(np.where(no_ev, np.nan, ev)),
        "amount": _text(bets.stake),
        "profit": _text(bets.profit),
        **_times("placed", picks.placed, None),
        **_times("settled", bets.settled, is_open),
        "bet_info": _infos(world, names, picks),
        "tags": pa.nulls(len(first), pa.string()),
        "sports": pa.array([one.sport for one in LEAGUES]).take(pa.array(league)),
        "leagues": pa.array([one.name for one in LEAGUES]).take(pa.array(league)),
    }
    return pa.table({name: columns[name] for name in COLUMNS})


def _ids(count: int, rng: np.random.Generator) -> pa.Array:
    """Numbers of 18 digits, and UUIDs."""
    numbers = rng.integers(10**17, 10**18, count)
    ids = pa.array(numbers).cast(pa.string()).to_numpy(zero_copy_only=False)
    hexed = np.flatnonzero(rng.random(count) < _UUID_SHARE)
    noise = rng.bytes(16 * len(hexed))
    ids[hexed] = [str(uuid.UUID(bytes=noise[16 * n : 16 * n + 16], version=4)) for n in range(len(hexed))]
    return pa.array(ids, pa.string())


def _books(bettors: Bettors, book: Ints, bettor: Ints) -> pa.Array:
    labels = [
        f"{one.name} - {STATES[state]}" if one.by_state and state % 3 else one.name
        for one in BOOKS
        for state in range(len(STATES))
    ]
    return pa.array(labels).take(pa.array(book * len(STATES) + bettors.state[bettor]))


def _types(bets: Settled) -> pa.Array:
    kinds = pa.array(bets.bet_type, pa.string())
    return pc.if_else(pc.equal(kinds, "round_robin"), "round_robin_2", kinds)


def _statuses(outcome: NDArray[np.object_], rng: np.random.Generator) -> pa.Array:
    draw = rng.random(len(outcome))
    words = np.select([outcome == kind.value for kind in _STATUS], list(_STATUS.values()), default="").astype(object)
    words[(outcome == Outcome.OPEN.value) & (draw < 0.5)] = "PLACED"
    words[(outcome == Outcome.CASH_OUT.value) & (draw < 0.1)] = "SETTLED_CASHOUT"
    return pa.array(words, pa.string())


def _text(values: Floats) -> pa.Array:
    return pa.array(values, from_pandas=True).cast(pa.string())


def _times(name: str, seconds: Ints, missing: pa.Array | None) -> dict[str, pa.Array]:
    moments = pa.array(seconds).cast(pa.timestamp("s"))
    if missing is not None:
        moments = pc.if_else(missing, None, moments)
    return {
        f"time_{name}": pc.strftime(moments, "%m/%d/%Y %H:%M:%S GMT"),
        f"time_{name}_iso": pc.strftime(moments, "%Y-%m-%dT%H:%M:%S.000Z"),
    }


def _infos(world: World, names: SampleNames, picks: Picks) -> pa.Array:
    legs = word_legs(world.events, names, picks.legs)
    offsets = np.searchsorted(picks.leg_bet, np.arange(len(picks.bettor) + 1)).astype(np.int32)
    return pc.binary_join(pa.ListArray.from_arrays(pa.array(offsets), legs), " | ")
