"""The items a review command is about: quarantined rows and stored bets, by reference or by filter."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pikkit.base.errors import InputError

if TYPE_CHECKING:
    import pyarrow as pa

    from pikkit.review.flags import Flag
    from pikkit.review.quarantined_items import QuarantinedRow
    from pikkit.settings import Settings
    from pikkit.store import BetStore

ALL = "all"


@dataclass(frozen=True, slots=True)
class ReviewChoice:
    """What the command line asked for; a reference with a slash is a bet's, any other a row's."""

    refs: Sequence[str] = ()
    rules: Sequence[str] = ()
    bettors: Sequence[str] = ()
    files: Sequence[str] = ()
    statuses: Sequence[str] = ()
    everything: bool = False

    @property
    def bet_refs(self) -> list[str]:
        """References of bets."""
        return [ref for ref in self.refs if "/" in ref]

    @property
    def row_refs(self) -> list[str]:
        """References of quarantined rows."""
        return [ref for ref in self.refs if "/" not in ref]

    @property
    def flag_kinds(self) -> list[str]:
        """The kinds of flags that rules name."""
        return [rule.removeprefix("anomaly").lstrip(".") for rule in self.rules if _is_flag(rule)]

    @property
    def row_rules(self) -> list[str]:
        """The rules of rows."""
        return [rule for rule in self.rules if not _is_flag(rule)]

    @property
    def wants_rows(self) -> bool:
        """Whether rows can be among what is asked for."""
        if self.refs:
            return bool(self.row_refs)
        return bool(self.row_rules) or not self.rules

    @property
    def wants_flags(self) -> bool:
        """Whether flags can be: they are of bets, not of files, and open as long as they are flags."""
        if self.refs or self.files or (self.statuses and "open" not in self.statuses and ALL not in self.statuses):
            return False
        return bool(self.flag_kinds) or not self.rules

    def check_narrow(self) -> None:
        """Refuse a decision about everything there is, unless it was said so.

        Raises:
            InputError: Nothing was named.
        """
        if not (self.refs or self.rules or self.bettors or self.files or self.everything):
            raise InputError(
                "Say which: references as `pikkit review list` shows them, --rule, --bettor or --file, or --all."
            )


def chosen_rows(store: "BetStore", choice: ReviewChoice) -> "list[QuarantinedRow]":
    """The quarantined rows a choice names."""
    from pikkit.review.quarantined_items import RowFilter, find_rows

    if not choice.wants_rows:
        return []
    statuses = () if ALL in choice.statuses or choice.row_refs else tuple(choice.statuses) or ("open",)
    asked = RowFilter(choice.row_refs, choice.row_rules, choice.bettors, choice.files, statuses)
    return find_rows(store, asked)


def flags_of(store: "BetStore", choice: ReviewChoice, settings: "Settings") -> "list[Flag]":
    """The flags a choice names."""
    from functools import partial

    from pikkit.quotes.price_gap import stored_price_gaps
    from pikkit.review.flags import find_flags

    if not choice.wants_flags:
        return []
    # A busy day says little about its bets: unless asked for, only the kinds that training may act on.
    kinds = [kind for kind in choice.flag_kinds if kind] if choice.rules else settings.anomalies.kinds
    return find_flags(store, settings.anomalies, kinds, choice.bettors, partial(stored_price_gaps, settings))


def chosen_bets(store: "BetStore", choice: ReviewChoice) -> "pa.Table":
    """The bets a choice names by reference."""
    import pyarrow as pa

    from pikkit.bets.schema import BETS
    from pikkit.review.bet_decisions import find_bet

    return pa.concat_tables([BETS.empty_table(), *(find_bet(store, ref) for ref in choice.bet_refs)])


def bets_of_flags(store: "BetStore", flags: "Sequence[Flag]") -> "pa.Table":
    """The bets that flags are of, each once."""
    import pyarrow as pa

    wanted = {(flag.bettor, flag.bet_id) for flag in flags}
    bets = store.read(bettors={bettor for bettor, _ in wanted}, bet_ids={bet_id for _, bet_id in wanted})
    keys = zip(bets["bettor"].to_pylist(), bets["bet_id"].to_pylist(), strict=True)
    return bets.filter(pa.array([key in wanted for key in keys], pa.bool_()))


def _is_flag(rule: str) -> bool:
    return rule == "anomaly" or rule.startswith("anomaly.")
