"""What the live requests of both versions say."""

from collections.abc import Iterator
from math import pi

from pikkit.rollout.judging.evidence import ArmTraffic, RolloutEvidence
from pikkit.settings.rollout import JudgeRules


def unhealthy(evidence: RolloutEvidence, rules: JudgeRules) -> tuple[str, ...]:
    """Why the candidate must go: it fails more often, or is slower, than the stable version."""
    stable, candidate = evidence.stable, evidence.candidate
    if stable is None or candidate is None:
        return ()
    return tuple(
        sentence
        for sentence in (_failing(stable, candidate, evidence, rules), _slow(stable, candidate, rules))
        if sentence
    )


def unmeasured(evidence: RolloutEvidence, rules: JudgeRules) -> tuple[str, ...]:
    """Why nothing can be promoted yet."""
    return tuple(_open_questions(evidence, rules))


def _open_questions(evidence: RolloutEvidence, rules: JudgeRules) -> Iterator[str]:
    if evidence.stable is None or evidence.candidate is None:
        yield "The metrics of the live requests cannot be had, so nobody knows whether the candidate answers well."
    elif evidence.candidate.requests < rules.min_requests:
        done = evidence.candidate.requests
        yield f"The candidate has answered {done:,} live requests; {rules.min_requests:,} are needed."
    if evidence.shift is not None and evidence.shift > rules.max_shift:
        yield (
            f"Its scores are distributed otherwise than the stable version's: PSI {evidence.shift:.2f}, at most "
            f"{rules.max_shift:g} is accepted without a person's word (pikkit rollout promote)."
        )
    if evidence.drift:
        yield f"The bets have drifted severely, so what was measured may not hold: {evidence.drift}"


def _failing(stable: ArmTraffic, candidate: ArmTraffic, evidence: RolloutEvidence, rules: JudgeRules) -> str:
    alpha = rules.alpha / 3 * 6 / (pi * evidence.look) ** 2  # sums to alpha / 3 over all looks
    if more_errors(stable, candidate) >= alpha:
        return ""
    return (
        f"The candidate fails more often: {candidate.errors:,} of its {candidate.requests:,} requests, "
        f"{stable.errors:,} of {stable.requests:,} of the stable version's."
    )


def more_errors(stable: ArmTraffic, candidate: ArmTraffic) -> float:
    """P-value of the candidate failing no more often than the stable version (Fisher's exact test, one-sided)."""
    errors, requests = stable.errors + candidate.errors, stable.requests + candidate.requests
    if not candidate.errors:
        return 1.0
    from scipy.stats import hypergeom

    return float(hypergeom.sf(candidate.errors - 1, requests, errors, candidate.requests))


def _slow(stable: ArmTraffic, candidate: ArmTraffic, rules: JudgeRules) -> str:
    if stable.p95_ms is None or candidate.p95_ms is None:
        return ""
    if min(stable.requests, candidate.requests) < rules.min_requests:
        return ""
    accepted = rules.latency_factor * stable.p95_ms + rules.latency_slack_ms
    if candidate.p95_ms <= accepted:
        return ""
    return (
        f"The candidate is slow: 95 % of its requests take up to {candidate.p95_ms:.0f} ms, the stable version's "
        f"{stable.p95_ms:.0f} ms; up to {accepted:.0f} ms is accepted."
    )
