"""How much of a bet was won: all, nothing, half or a part, told from its line, its price and its profit.

A quarter line (−0.25, 2.75) is two bets of half the stake on the lines beside it, so that one half may be returned
while the other wins or loses. In a dead heat a part of the stake is paid at the full price and the rest is lost. An
each-way bet is two: half the stake on the win, half on a place at a fraction of the price.

Exports write such a bet as a win or a loss with an odd profit. Here it gets an outcome of its own and its *settled
share*: what was returned, as a share of what the whole stake returns when it wins, stake · odds. That is 1 for a win,
0 for a loss, (1 + 1/odds)/2 for half a win, 1/(2 · odds) for half a loss and a/b for a dead heat of b for a places. At
a fair price its mean is 1/odds, whatever the halves, so it is the label of calibration and training; and
stake · (share · odds − 1) is the profit, so ROI needs no case of its own.
"""

import re
from collections.abc import Callable
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pikkit.bets.outcome import BetType, Outcome

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

CENT = 0.0105
"""A profit is rounded to the cent, and so is the half of one."""
COMMISSION = 0.06
"""The largest part of a half's winnings that a fee or a rounded price may have taken, or a boost added."""
MOST_OF_A_PART = 0.97
"""A parlay that returned more than this share was won: a fee or a rounded price took the rest."""
LARGEST_TIE = 12
"""Dead heats of more are not looked for: among their many shares any profit would find one."""
PLACE_TERMS = (2, 3, 4, 5, 6, 8)
"""A place is paid at 1/2 to 1/8 of the price's winnings."""

_QUARTER = re.compile(r"(?<![\d.])[+-]?\d{1,3}\.[27]5(?![\d.]|\s*%)")
_SPLIT = re.compile(r"(?<![\d.])([+-]?\d{1,3}(?:\.[05])?)\s?[,/]\s?([+-]?\d{1,3}(?:\.[05])?)(?![\d.])")
_EACH_WAY = re.compile(r"\beach[\s-]?way\b|\be/w\b|\bew\b", re.IGNORECASE)
_TIES = re.compile(
    r"\bdead[\s-]?heats?\b|\btop\s?\d+\b|\boutright\b|\bplaced?\b|\bpodium\b|\bmedal\b|\bleader\b|\bto finish\b"
    r"|\btop\s(?:\w+\s)?(?:scorer|goal\s?scorer|batsman|batter|bowler|finish)\b|\b(?:tournament|race) winner\b",
    re.IGNORECASE,
)


def refine_outcomes(
    bet_type: pa.Array, outcome: pa.Array, odds: pa.Array, stake: pa.Array, profit: pa.Array, line: pa.Array,
    bet_info: pa.Array,
) -> pa.Array:  # fmt: skip
    """The outcomes, with the wins, losses and pushes of bets that were settled in part told apart.

    A parlay is settled in part if a leg of it may be (a quarter line, a dead heat) and it paid no less than these legs
    leave of it: a leg half lost halves what it returns, one half won leaves more.

    Args:
        bet_type, outcome: As in ``BETS``.
        odds, stake, profit: Decimal, money, money.
        line: Of the bet's only leg, null where it is not known.
        bet_info: The bet's text; looked at only where the profit could be that of a part.
    """
    o, s, p = _floats(odds), _floats(stake), _floats(profit)
    with np.errstate(invalid="ignore"):
        full = s * (o - 1)
        rows = np.flatnonzero((o > 1) & (s > 0) & (p != 0) & (np.abs(np.where(p > 0, p - full, p + s)) > CENT))
        rows = rows[_may_be_part(full[rows], s[rows], p[rows])]
    rows = rows[_asked(bet_type, outcome, rows)]
    if not len(rows):
        return outcome
    lines, texts = _floats(line.take(pa.array(rows))), bet_info.take(pa.array(rows))
    named = _names_part(texts, lines)
    rows, lines, texts = rows[named], lines[named], texts.filter(pa.array(named)).to_pylist()
    words = [
        _part_of_parlay(o[row], s[row], p[row], texts[n] or "")
        if bet_type[int(row)].as_py() == BetType.PARLAY
        else _part(o[row], s[row], p[row], lines[n], texts[n] or "", outcome[int(row)].as_py())
        for n, row in enumerate(rows)
    ]
    is_partial = np.array([word is not None for word in words], dtype=bool)
    mask = np.zeros(len(outcome), bool)
    mask[rows[is_partial]] = True
    return pc.replace_with_mask(outcome, pa.array(mask), pa.array([word for word in words if word], pa.string()))


def settled_share(outcome: pa.Array, odds: pa.Array, stake: pa.Array, profit: pa.Array) -> pa.Array:
    """What each bet returned as a share of stake · odds, in [0, 1]; null where its outcome decides nothing.

    A part (``PART_WIN``) whose profit is not known has none.
    """
    columns = [_floats(column) for column in (odds, stake, profit)]
    share = np.full(len(outcome), np.nan)
    encoded = pc.dictionary_encode(outcome, null_encoding="encode")
    codes = encoded.indices.to_numpy(zero_copy_only=False)
    for code, word in enumerate(encoded.dictionary.to_pylist()):
        if word in _SHARES:
            rows = np.flatnonzero(codes == code)
            with np.errstate(divide="ignore", invalid="ignore"):
                share[rows] = _SHARES[word](*(column[rows] for column in columns))
    return pa.array(share, pa.float64(), mask=np.isnan(share))


_SHARES: dict[str, Callable[[Floats, Floats, Floats], Floats | float]] = {
    Outcome.WIN: lambda *_: 1.0,
    Outcome.LOSS: lambda *_: 0.0,
    Outcome.HALF_WIN: lambda o, *_: (1 + 1 / o) / 2,
    Outcome.HALF_LOSS: lambda o, *_: 1 / (2 * o),
    Outcome.PART_WIN: lambda o, s, p: np.clip((s + p) / np.where(s > 0, s * o, np.nan), 0.0, 1.0),
}
"""What an outcome returns as a share of stake · odds, by odds, stake and profit."""


def shares_of(bets: pa.Table) -> pa.Array:
    """``settled_share`` of a table of bets; without ``stake`` and ``profit`` those of parts are not known."""
    unknown = pa.nulls(bets.num_rows, pa.float64())
    money = (bets[name].combine_chunks() if name in bets.schema.names else unknown for name in ("stake", "profit"))
    return settled_share(bets["outcome"].combine_chunks(), bets["odds"].combine_chunks(), *money)


_NAMED = (  # what _QUARTER, _SPLIT, _EACH_WAY and _TIES could find, for many texts at once
    r"\.[27]5|\d\s?[,/]\s?[+-]?\d|each[\s-]?way|e/w|\bew\b|dead[\s-]?heat|top\s|outright|place|podium|medal|leader"
    r"|to finish|winner"
)


def is_quarter(line: float) -> bool:
    """Whether a line is a quarter line: 0.25 or 0.75 beyond a whole number."""
    return float(line * 4).is_integer() and line * 4 % 2 == 1


def _may_be_part(full: Floats, stake: Floats, profit: Floats) -> Mask:
    """Which profits are neither all nor nothing: what lies between, or half of the winnings with a fee or a boost."""
    return np.asarray((profit > -stake) & (profit < full), dtype=bool)


def _asked(bet_type: pa.Array, outcome: pa.Array, rows: npt.NDArray[np.int64]) -> Mask:
    """Which of the rows are straight bets or parlays that were won, lost or pushed."""
    chosen = pa.array(rows)
    named = pc.is_in(outcome.take(chosen), pa.array([Outcome.WIN, Outcome.LOSS, Outcome.PUSH], pa.string()))
    alone = pc.is_in(bet_type.take(chosen), pa.array([BetType.STRAIGHT, BetType.PARLAY], pa.string()))
    return np.asarray(pc.fill_null(pc.and_(named, alone), fill_value=False).to_numpy(zero_copy_only=False), dtype=bool)


def _names_part(texts: pa.Array, lines: Floats) -> Mask:
    """Which bets have a quarter line, or a text that names something settled in part."""
    with np.errstate(invalid="ignore"):
        quarter = np.abs(lines * 4 % 2 - 1) < 1e-9
    encoded = pc.dictionary_encode(pc.fill_null(texts, ""))
    is_named = pc.match_substring_regex(encoded.dictionary, _NAMED, ignore_case=True)
    return np.asarray(quarter | is_named.take(encoded.indices).to_numpy(zero_copy_only=False), dtype=bool)


def _part(odds: float, stake: float, profit: float, line: float, text: str, outcome: str) -> Outcome | None:
    """The outcome of a bet whose profit is neither all nor nothing; None: as it is."""
    full = stake * (odds - 1)
    if (half := _half(full, stake, profit)) and (is_quarter(line) or _tells_quarter(text)):
        return half
    if outcome == Outcome.PUSH or not -stake < profit < full:
        return None
    if _EACH_WAY.search(text):
        return Outcome.PART_WIN if _each_way(full, stake, profit) else None
    return Outcome.PART_WIN if _TIES.search(text) and _dead_heat(odds, stake, profit) else None


def _part_of_parlay(odds: float, stake: float, profit: float, text: str) -> Outcome | None:
    """The outcome of a parlay whose profit is neither all nor nothing; None: as it is."""
    share, least = (stake + profit) / (stake * odds), 1.0
    for leg in text.split("|"):
        least *= 0.5 if _tells_quarter(leg) else 1 / LARGEST_TIE if _TIES.search(leg) else 1.0
    sound = least * (1 - CENT) - CENT / (stake * odds) <= share <= MOST_OF_A_PART
    return Outcome.PART_WIN if least < 1 and sound else None


def _half(full: float, stake: float, profit: float) -> Outcome | None:
    if abs(profit - full / 2) <= max(min(CENT, full / 8), COMMISSION * full / 2):
        return Outcome.HALF_WIN
    return Outcome.HALF_LOSS if abs(profit + stake / 2) <= max(min(CENT, stake / 8), stake / 200) else None


def _tells_quarter(text: str) -> bool:
    """Whether a text names a quarter line, as 2.75 or as the two lines beside it, "2.5, 3"."""
    pairs = ((float(low), float(high)) for low, high in _SPLIT.findall(text))
    return _QUARTER.search(text) is not None or any(abs(abs(low) - abs(high)) == 0.5 for low, high in pairs)


def _each_way(full: float, stake: float, profit: float) -> bool:
    """Whether a profit is that of a place, or of a win with its place, at some usual fraction of the price."""
    paid = [sign * (full if sign > 0 else stake) / 2 + full / 2 / term for sign in (1, -1) for term in PLACE_TERMS]
    return any(abs(profit - amount) <= max(CENT, abs(amount) / 200) for amount in paid)


def _dead_heat(odds: float, stake: float, profit: float) -> bool:
    """Whether a profit is that of a/b of the stake at the full price, the rest lost, for a tie of b ≤ 12."""
    share = (stake + profit) / (stake * odds)
    nearest = Fraction(share).limit_denominator(LARGEST_TIE)
    return 0 < nearest < 1 and abs(float(nearest) * stake * odds - stake - profit) <= max(CENT, stake * odds / 2000)


def _floats(column: pa.Array) -> Floats:
    return np.asarray(column.cast(pa.float64()).to_numpy(zero_copy_only=False), dtype=np.float64)
