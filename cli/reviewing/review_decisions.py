"""Accepting and rejecting what was chosen, whatever it is."""

from typing import TYPE_CHECKING

from pikkit.cli.reviewing.chosen_items import ReviewChoice, bets_of_flags, chosen_bets, chosen_rows, flags_of

if TYPE_CHECKING:
    from pikkit.review.decided import Decided, Reviewer
    from pikkit.settings import Settings
    from pikkit.store import BetStore


def accept_chosen(store: "BetStore", choice: ReviewChoice, by: "Reviewer", settings: "Settings") -> "Decided":
    """Accept rows, and the flags of bets."""
    from functools import partial

    from pikkit.quotes.price_gap import stored_price_gaps
    from pikkit.review.bet_decisions import accept_flags
    from pikkit.review.decided import Decided
    from pikkit.review.flags import find_flags
    from pikkit.review.quarantine import accept_rows

    choice.check_narrow()
    decided = accept_rows(store, rows, by) if (rows := chosen_rows(store, choice)) else Decided()
    flags = flags_of(store, choice, settings) if choice.flag_kinds else []
    if choice.bet_refs:
        chosen_bets(store, choice)  # refuses what is no bet
        every = find_flags(store, settings.anomalies, gaps_of=partial(stored_price_gaps, settings))
        flags += [flag for flag in every if flag.ref in choice.bet_refs]
    for kind in sorted({flag.kind for flag in flags}):
        bets = bets_of_flags(store, [flag for flag in flags if flag.kind == kind])
        decided += accept_flags(store, bets, kind, by)
    return decided


def reject_chosen(store: "BetStore", choice: ReviewChoice, by: "Reviewer", settings: "Settings") -> "Decided":
    """Reject rows, and withhold bets."""
    from pikkit.review.bet_decisions import withhold_bets
    from pikkit.review.decided import Decided
    from pikkit.review.quarantine import reject_rows

    choice.check_narrow()
    decided = reject_rows(store, rows, by) if (rows := chosen_rows(store, choice)) else Decided()
    if choice.bet_refs:
        decided += withhold_bets(store, chosen_bets(store, choice), by)
    if choice.flag_kinds and (flags := flags_of(store, choice, settings)):
        decided += withhold_bets(store, bets_of_flags(store, flags), by)
    return decided
