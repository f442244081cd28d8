"""What one application's export looks like, as a value: to read another one is to write another of these."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pikkit.bets.outcome import BetType, Outcome

Row = Mapping[str, str]

FIELDS = (
    *("bet_id", "sportsbook", "type", "status", "odds", "closing_line", "ev", "amount", "profit", "payout"),
    *("time_placed", "time_of_day", "time_settled", "selection", "market", "event", "tags", "sports", "leagues"),
)
"""What a column can be: Pikkit's own words where it has one, and ``payout`` (what came back, stake included),
``time_of_day`` (beside a column of dates), and ``selection``, ``market`` and ``event``, which make a bet's text."""


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """How an application exports bets.

    Attributes:
        name: What ``--format`` knows it by.
        title: What it is called.
        source: Where the format can be read up.
        columns: For each field the headers it may have, the likeliest first; they match without case, and blanks,
            hyphens and underscores are one.
        marks: Fields whose columns tell a file of this format from others; empty: it is never guessed.
        required: Fields a file must have a column for.
        statuses: What the words of ``status`` mean, lower case, words joined by ``_``.
        bet_types: The same of ``type``; other words are kept as words of the bet.
        times: Formats of moments for ``strptime``, tried before ISO 8601 and the usual ways to write a date.
        time_zone: Of moments that name none.
        day_first: Whether 3/4 is in April; None: the file's other dates say.
        decimal_comma: Whether numbers are written 1,91; None: the file says.
        prices: "american" where numbers without a sign are American odds too, "decimal" where they never are; None:
            each column says by itself.
        defaults: Texts of fields that a file of this format does not have, or leaves empty.
        complete: A last word on each row's fields, for what no table can say.
    """

    name: str
    title: str
    source: str
    columns: Mapping[str, tuple[str, ...]]
    statuses: Mapping[str, Outcome]
    bet_types: Mapping[str, BetType]
    required: tuple[str, ...] = ("sportsbook", "odds", "amount", "time_placed")
    marks: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    time_zone: str = "UTC"
    day_first: bool | None = None
    decimal_comma: bool | None = None
    prices: str | None = None
    defaults: Mapping[str, str] = field(default_factory=dict)
    complete: Callable[[dict[str, str]], dict[str, str]] | None = None


def folded(name: str) -> str:
    """A header or a word as it is compared: lower case, its words joined by underscores."""
    return "_".join(name.replace("-", " ").replace("_", " ").lower().split())
