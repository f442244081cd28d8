"""The decision on a candidate: quality by a sequential test, health by its requests."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from pikkit.base.differences import compared_with
from pikkit.rollout.judging.evidence import Floats, RolloutEvidence
from pikkit.rollout.judging.health import unhealthy, unmeasured
from pikkit.rollout.judging.sequential import CLOSED_BOUND, SETTLED_BOUND, first_sure
from pikkit.settings.rollout import JudgeRules


class RolloutDecision(StrEnum):
    """What becomes of a candidate now."""

    PROMOTE = "PROMOTE"
    """On to the next step, the last of which is the promotion."""
    HOLD = "HOLD"
    """It stays where it is."""
    ROLLBACK = "ROLLBACK"
    """The stable version gets all traffic back."""


@dataclass(frozen=True, slots=True)
class RolloutVerdict:
    """A decision, its reasons as sentences, and the hash of what was judged."""

    decision: RolloutDecision
    reasons: tuple[str, ...]
    evidence_hash: str


_STREAMS = (("with a result", "settled", SETTLED_BOUND), ("with a closing price", "closed", CLOSED_BOUND))


def judge(evidence: RolloutEvidence, rules: JudgeRules) -> RolloutVerdict:
    """Decide.

    Surely worse, failing more often, or slower: ROLLBACK. Otherwise the candidate must be healthy on enough requests,
    score like the stable version, see no severe drift, and surely be no worse by more than the margin: PROMOTE.
    Anything less, and whatever cannot be measured, is a HOLD.

    The budget ``alpha`` is spent on all looks together. A third of it may roll a version back that is as good for each
    of results, closing prices and errors; a half of it may promote one that is worse by more than the margin for each
    of results and closing prices.
    """
    harms = (*_worse(evidence, rules), *_broken(evidence, rules), *unhealthy(evidence, rules))
    if harms:
        return RolloutVerdict(RolloutDecision.ROLLBACK, harms, evidence.hash)
    proven, sentences = _quality(evidence, rules)
    open_questions = unmeasured(evidence, rules)
    if open_questions or not proven:
        return RolloutVerdict(RolloutDecision.HOLD, (*open_questions, *sentences), evidence.hash)
    return RolloutVerdict(RolloutDecision.PROMOTE, (*sentences, _healthy(evidence)), evidence.hash)


def _worse(evidence: RolloutEvidence, rules: JudgeRules) -> tuple[str, ...]:
    sentences = []
    for words, name, bound in _STREAMS:
        gains: Floats = getattr(evidence, name)
        after = first_sure(-gains, 0.0, bound, rules.alpha / 3)
        if after is not None:
            sentences.append(
                f"The candidate is worse: on {len(gains):,} events {words} its log loss is {-gains.mean():.5f} nats "
                f"higher than the stable version's, sure since event {after:,}."
            )
    return tuple(sentences)


def _broken(evidence: RolloutEvidence, rules: JudgeRules) -> tuple[str, ...]:
    gains = evidence.learned
    if first_sure(-gains, rules.broken, SETTLED_BOUND, rules.alpha / 3) is None:
        return ()
    return (
        f"The candidate is broken: even on {len(gains):,} events that both versions learned from its log loss is "
        f"{-gains.mean():.5f} nats higher than the stable version's, surely more than {rules.broken:g}.",
    )


def _quality(evidence: RolloutEvidence, rules: JudgeRules) -> tuple[bool, tuple[str, ...]]:
    """Whether it is surely no worse than the margin allows, and what is known of it."""
    proven, sentences = False, []
    for words, name, bound in _STREAMS:
        gains: Floats = getattr(evidence, name)
        sure = first_sure(gains, -rules.margin, bound, rules.alpha / 2) is not None and len(gains) >= rules.min_events
        proven = proven or sure
        sentences.append(_known(gains, words, rules, sure=sure))
    return proven, tuple(sentences)


def _known(gains: Floats, words: str, rules: JudgeRules, *, sure: bool) -> str:
    if len(gains) < rules.min_events:
        return f"{len(gains):,} events {words} are new to both versions; {rules.min_events:,} are needed."
    loss = compared_with(float(np.mean(gains)), "the stable version's", "nats")
    ending = (
        f"surely no more than {rules.margin:g} worse"
        if sure
        else f"which does not yet rule out that it is {rules.margin:g} worse"
    )
    return f"On {len(gains):,} events {words} the candidate's log loss is {loss}, {ending}."


def _healthy(evidence: RolloutEvidence) -> str:
    arm = evidence.candidate
    if arm is None or arm.p95_ms is None:
        return "It answers its requests."
    return (
        f"It answered {arm.requests:,} requests, {arm.errors:,} with errors, 95 % of them within {arm.p95_ms:.0f} ms."
    )
