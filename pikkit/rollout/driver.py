"""A rollout's loop: look, judge, write the decision down, do it. What is written down is done, even after a kill."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import numpy as np

from pikkit.base.errors import InputError, NotReadyError
from pikkit.rollout.judging import JudgeRules, RolloutDecision, RolloutEvidence, RolloutVerdict, judge
from pikkit.rollout.ledger import Deployment, Ledger
from pikkit.rollout.ledger_entry import LedgerEntry
from pikkit.rollout.order_of import order_of
from pikkit.rollout.planning.goal import Act, Goal
from pikkit.rollout.possible_events import check_possible, onward
from pikkit.rollout.start_conditions import check_mirrors, start_point
from pikkit.rollout.state import LedgerEvent, Phase, Rollout, newest_rollout
from pikkit.rollout.strategy import Strategy
from pikkit.rollout.target import Aliases, Observed, RolloutOrder, ScoreComparison, Target
from pikkit.rollout.wording import hand_made, same_kind, same_shares, strayed

JUDGE = "judge"


@dataclass
class Driver:
    """Drives the newest rollout of a model.

    Attributes:
        model_name: The registered model.
        ledger: Its decisions.
        target: Where it serves.
        comparison: How versions are compared.
        aliases: The registry's.
        rules: The judge's.
        who: Who is told to have decided what the judge did not.
        now: The clock of the ledger.
        clock: The clock of waiting, which does not jump.
        by_ledger: Whether nobody remembers a look but the ledger: each is written down, and waiting is counted from
            its entries. For who looks once and ends.
        seen: Is told of each judgement, holds that are no news included.
    """

    model_name: str
    ledger: Ledger
    target: Target
    comparison: ScoreComparison
    aliases: Aliases
    rules: JudgeRules
    who: str
    now: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
    clock: Callable[[], float] = time.monotonic
    by_ledger: bool = False
    seen: Callable[[Rollout, RolloutEvidence, RolloutVerdict], None] = field(default=lambda *_: None)
    _looks: int = 0
    _waiting: tuple[int, float] | None = None

    def current(self) -> Rollout | None:
        """The newest rollout."""
        return newest_rollout(self.ledger.history())

    def start(self, candidate: str, strategy: Strategy) -> Rollout:
        """Begin a rollout of a version against the champion.

        Raises:
            InputError: The candidate is the champion, or another rollout is not done.
            NotReadyError: There is no champion to keep.
        """
        running = self.current()
        if running and running.phase is not Phase.DONE:
            raise InputError(
                f"A rollout of version {running.candidate} is {running.phase} since "
                f"{running.last.decided_at:%Y-%m-%d %H:%M} UTC; promote, roll back or abort it first."
            )
        stable = start_point(self.model_name, self.aliases.champion(), candidate)
        check_mirrors(strategy, mirrors=self.target.mirrors)
        percent = strategy.steps[0] if strategy.steps[0] < 100 else 0
        weights = {stable: 100 - percent, candidate: percent}
        reasons = (f"Rolling out version {candidate} against {stable}: {strategy}.",)
        entry = self._deployment(LedgerEvent.START, weights, reasons, self.who)
        first = replace(entry, from_version=stable, to_version=candidate, strategy=str(strategy))
        self.ledger.append(first)
        try:
            self.restore()
        except InputError as error:
            reasons = (f"It cannot begin: {error}",)
            self.ledger.append(self._deployment(LedgerEvent.ABORT, {stable: 100}, reasons, self.who))
            raise
        return self._rollout()

    def adopt(self) -> str:
        """Have the target serve the champion alone: a new cluster, or one that somebody changed by hand.

        Returns:
            The champion's version.

        Raises:
            InputError: A rollout is under way, or the target refuses.
            NotReadyError: There is no champion, or the target cannot be reached.
        """
        running = self.current()
        if running and running.phase is not Phase.DONE:
            raise InputError(
                f"A rollout of version {running.candidate} is {running.phase}; `pikkit rollout resume` it."
            )
        champion = self.aliases.champion()
        if champion is None:
            raise NotReadyError(f"No version of {self.model_name} is the champion, so there is nothing to serve.")
        self.target.apply(RolloutOrder(Goal(Act.ROLL_BACK), champion, champion))
        return champion

    def disagreement(self) -> str:
        """What the target is told to serve that is not what the ledger, or without one the registry, says; or nothing.

        Raises:
            NotReadyError: The target, the store or the registry cannot be reached.
        """
        rollout, champion = self.current(), self.aliases.champion()
        if champion is None:
            return ""
        under_way = rollout is not None and rollout.phase is not Phase.DONE
        expected = dict(rollout.weights) if rollout and under_way else {champion: 100}
        asked = self.target.observe(rollout.stable if rollout and under_way else champion).asked
        if not asked or same_shares(asked, expected):
            return ""
        return strayed(expected, asked, under_way=under_way)

    def restore(self) -> None:
        """Do what was decided last, if it is not done: whoever decided it may have been killed before he did it."""
        rollout = self._rollout()
        if rollout.phase is Phase.DONE and self.aliases.champion() not in (rollout.stable, rollout.candidate):
            return  # the world has moved on
        self.target.apply(order_of(rollout))
        if rollout.last.decision == LedgerEvent.PROMOTE and self.aliases.champion() == rollout.stable:
            self.aliases.promote(rollout.candidate)

    def tick(self) -> Rollout:
        """Look at the rollout once, and do what follows.

        Raises:
            NotReadyError: The target or the store cannot be reached; nothing was decided.
        """
        rollout = self._rollout()
        if rollout.phase is not Phase.RUNNING:
            return rollout
        observed = self.target.observe(rollout.stable)
        failed = observed.failed.get(rollout.candidate)
        if failed:
            reasons = (f"The candidate does not run: {failed}", *observed.notes)
            return self.decide(LedgerEvent.ROLLBACK, reasons, JUDGE)
        if not same_shares(observed.asked, rollout.weights):
            return self._asked_otherwise(rollout, observed)
        if not same_shares(observed.serving, rollout.weights) or rollout.candidate not in observed.ready:
            if self._has_waited(rollout):
                reasons = (
                    f"Version {rollout.candidate} was not ready after {self.rules.ready_seconds:g} s.",
                    *observed.notes,
                )
                return self.decide(LedgerEvent.ROLLBACK, reasons, JUDGE)
            reasons = (f"Version {rollout.candidate} is not ready for its share of {rollout.percent} % yet.",)
            return self._hold(rollout, (*reasons, *observed.notes))
        self._waiting = None
        return self._judged(rollout)

    def decide(self, event: LedgerEvent, reasons: Sequence[str], who: str, evidence_hash: str | None = None) -> Rollout:
        """Write a decision on the newest rollout down, and do it.

        Raises:
            InputError: The rollout is done, or does not allow it.
        """
        rollout = self._rollout()
        check_possible(rollout, event)
        weights = {
            LedgerEvent.PROMOTE: {rollout.candidate: 100},
            LedgerEvent.STEP: self._shares(rollout),
            **{end: {rollout.stable: 100} for end in (LedgerEvent.ROLLBACK, LedgerEvent.ABORT, LedgerEvent.CONCLUDE)},
        }.get(event, dict(rollout.weights))
        self.ledger.append(self._deployment(event, weights, tuple(reasons), who, evidence_hash))
        if event not in (LedgerEvent.HOLD, LedgerEvent.PAUSE):
            self._carry_out(event, rollout)
        return self._rollout()

    def finish(self) -> bool:
        """Do what was decided last, and write down that it is so once the target says that it serves it.

        Raises:
            NotReadyError: The target or the store cannot be reached.
        """
        rollout = self._rollout()
        if rollout.done or rollout.phase is not Phase.DONE:
            return True
        champion = self.aliases.champion()
        if champion not in (rollout.stable, rollout.candidate):
            return True  # the world has moved on
        self._carry_out(LedgerEvent(rollout.last.decision), rollout)
        if self._rollout().phase is not Phase.DONE:
            return True  # it was refused
        if not same_shares(self.target.observe(rollout.stable).serving, rollout.weights):
            return False
        done = self._deployment(LedgerEvent.DONE, dict(rollout.weights), ("It serves as decided.",), self.who)
        self.ledger.append(done)
        return True

    def _carry_out(self, event: LedgerEvent, before: Rollout) -> None:
        """Do it; what the target refuses is written down, with the traffic as it was."""
        try:
            self.restore()
        except InputError as error:
            weights = dict(before.weights if before.last.decision != event else before.before)
            reasons = (f"The {event} was decided, and cannot be done: {error}",)
            self.ledger.append(self._deployment(LedgerEvent.REFUSED, weights, reasons, self.who))

    def _judged(self, rollout: Rollout) -> Rollout:
        evidence = self._evidence(rollout)
        verdict = judge(evidence, self.rules)
        self.seen(rollout, evidence, verdict)
        if verdict.decision is RolloutDecision.HOLD:
            return self._hold(rollout, verdict.reasons, verdict)
        event = LedgerEvent.ROLLBACK if verdict.decision is RolloutDecision.ROLLBACK else onward(rollout)
        return self.decide(event, verdict.reasons, JUDGE, verdict.evidence_hash)

    def _evidence(self, rollout: Rollout) -> RolloutEvidence:
        self._looks += 1
        quality = self.comparison.quality(rollout.stable, rollout.candidate)
        known = (quality.learned, quality.learned_closed) if self.rules.count_learned else (np.empty(0), np.empty(0))
        return RolloutEvidence(
            settled=np.concatenate((known[0], quality.settled)),
            closed=np.concatenate((known[1], quality.closed)),
            shift=quality.shift,
            stable=self.target.traffic(rollout.stable),
            candidate=self.target.traffic(rollout.candidate),
            drift=quality.drift,
            look=rollout.looks + self._looks,
            learned=quality.learned,
        )

    def _has_waited(self, rollout: Rollout) -> bool:
        """Whether the candidate has been given long enough to become ready for this share."""
        if self.by_ledger:
            given = next(one for one in self.ledger.history() if one.decision != LedgerEvent.HOLD)
            return (self.now() - given.decided_at).total_seconds() > self.rules.ready_seconds
        if self._waiting is None or self._waiting[0] != rollout.percent:
            self._waiting = (rollout.percent, self.clock())
        return self.clock() - self._waiting[1] > self.rules.ready_seconds

    def _asked_otherwise(self, rollout: Rollout, observed: Observed) -> Rollout:
        """Not as the ledger says: ours that was not done before a kill, or somebody's own idea."""
        if not observed.asked or same_shares(observed.asked, rollout.before):
            self.target.apply(order_of(rollout))
            return rollout
        return self.decide(LedgerEvent.PAUSE, (hand_made(rollout.weights, observed.asked),), JUDGE)

    def _hold(self, rollout: Rollout, reasons: tuple[str, ...], verdict: RolloutVerdict | None = None) -> Rollout:
        """Hold; it is written down once, until something else is to be said."""
        known = rollout.last.decision == LedgerEvent.HOLD and same_kind(rollout.last.reasons, reasons)
        if known and not self.by_ledger:
            return rollout
        return self.decide(LedgerEvent.HOLD, reasons, JUDGE, verdict.evidence_hash if verdict else None)

    def _shares(self, rollout: Rollout) -> dict[str, int]:
        percent = rollout.next_step or 0
        return {rollout.stable: 100 - percent, rollout.candidate: percent}

    def _rollout(self) -> Rollout:
        rollout = self.current()
        if rollout is None:
            raise NotReadyError(f"There has been no rollout of {self.model_name}; begin one: pikkit rollout start.")
        return rollout

    def _deployment(
        self,
        event: LedgerEvent,
        weights: dict[str, int],
        reasons: tuple[str, ...],
        who: str,
        evidence_hash: str | None = None,
    ) -> Deployment:
        """The ledger's next row."""
        entry = LedgerEntry(event, weights, reasons, who, evidence_hash)
        return entry.after(self.ledger.history(), self.model_name, self.now())
