"""How long an entity has been winning or losing, moment by moment."""

import ibis
import ibis.expr.types as ir

from pikkit.features.views.view import STREAK, View


def with_streak(moments: ir.Table, view: View) -> ir.Table:
    """Add to each row the wins since the last moment with a loss, minus the losses since the last one with a win.

    At most one of the two is not 0. Bets that become known at one moment count together: a moment with a win and a
    loss ends every streak. Pushes, voids and cash-outs neither lengthen nor end one.

    With W the wins so far, the wins since the last moment with a loss are W minus the largest W at any moment with a
    loss, as W never falls.

    Args:
        moments: The view's keys, ``known_at``, and the ``STREAK_SUMS`` of each moment; one row a moment.
        view: The view.
    """
    past = ibis.window(group_by=list(view.keys), order_by="known_at", preceding=None, following=0)
    won, lost = moments.run_wins, moments.run_losses
    counted = moments.mutate(won_so_far=won.sum().over(past), lost_so_far=lost.sum().over(past))
    after_loss = ibis.cases((counted.run_losses > 0, counted.won_so_far), else_=0.0)
    after_win = ibis.cases((counted.run_wins > 0, counted.lost_so_far), else_=0.0)
    ended = counted.mutate(won_before=after_loss.max().over(past), lost_before=after_win.max().over(past))
    streak = (ended.won_so_far - ended.won_before) - (ended.lost_so_far - ended.lost_before)
    return ended.mutate(**{STREAK: streak}).drop("won_so_far", "lost_so_far", "won_before", "lost_before")
