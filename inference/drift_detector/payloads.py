"""From an exchange to the bets that were scored in it, whichever protocol it was in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pikkit.base.errors import InputError
from pikkit.inference.drift_detector.joining import Exchange
from pikkit.scoring.request import ScoreRequest

_KNOWN = frozenset(ScoreRequest.model_fields)
_BET_BYTES, _FIELD_BYTES, _LONGEST = 500, 100, 2_000
"""Of a bet, of each of its fields beside a text's characters; and the longest text, as ``ScoreRequest`` has it."""


@dataclass(frozen=True, slots=True)
class ScoredBet:
    """One bet that was scored.

    Attributes:
        asked: The fields of a ``ScoreRequest``, as they were sent.
        p_win, p_market: What was answered.
        version: The model version that answered, "NAME/VERSION".
        at: When it was asked (UTC).
    """

    asked: dict[str, Any]
    p_win: float
    p_market: float
    version: str
    at: datetime

    @property
    def size(self) -> int:
        """Bytes it takes, about."""
        texts = sum(4 * len(value) for value in self.asked.values() if isinstance(value, str))
        return _BET_BYTES + _FIELD_BYTES * len(self.asked) + texts


def bets_of(exchange: Exchange) -> list[ScoredBet]:
    """The bets of an exchange, in order.

    Raises:
        InputError: Request and response do not belong together, or hold no scores.
    """
    try:
        asked = _rows(exchange.request.content)
        answered = _scores(exchange.response.content)
        if len(asked) != len(answered):
            raise InputError(f"{len(asked)} bets were asked for and {len(answered)} answered.")
        at = exchange.request.at
        pairs = zip(asked, answered, strict=True)
        return [
            ScoredBet(_fields(row), float(p), float(market), str(version)[:_LONGEST], at)
            for row, (p, market, version) in pairs
        ]
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise InputError(f"The exchange holds no scores of bets: {type(error).__name__}: {error}.") from error


def _fields(row: dict[str, Any]) -> dict[str, Any]:
    """The fields of a bet; what else a sender adds, and a text or a list no bet has, takes no memory."""
    return {name: value for name, value in row.items() if name in _KNOWN and _is_plain(value)}


def _is_plain(value: object) -> bool:
    return not isinstance(value, list | dict) and not (isinstance(value, str) and len(value) > _LONGEST)


def _rows(request: dict[str, Any]) -> list[dict[str, Any]]:
    """V1: a list of bets. V2: a tensor a field; null and "" leave a field out."""
    if "instances" in request:
        return list(_listed(request["instances"]))
    tensors = {tensor["name"]: _listed(tensor["data"]) for tensor in request["inputs"]}
    columns = zip(*tensors.values(), strict=True)
    return [_given(dict(zip(tensors, row, strict=True))) for row in columns]


def _listed(values: Any) -> list[Any]:
    """Values that are a list; a text of ten megabytes would be as many rows."""
    if not isinstance(values, list):
        raise TypeError(f"{type(values).__name__} where a list should be")
    return values


def _given(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None and value != ""}


def _scores(response: dict[str, Any]) -> list[tuple[float, float, str]]:
    if "predictions" in response:
        return [(score["p_win"], score["p_market"], score["model_version"]) for score in response["predictions"]]
    tensors = {tensor["name"]: _listed(tensor["data"]) for tensor in response["outputs"]}
    version = response["model_version"]
    return [(p, market, version) for p, market in zip(tensors["p_win"], tensors["p_market"], strict=True)]
