"""What a page can tell of the judge's last look."""

from datetime import UTC, datetime

import numpy as np
import pytest

from pikkit.rollout.judging import ArmTraffic, JudgeRules, RolloutEvidence, judge
from pikkit.rollout.last_look import LastLook, look_of, read_look, write_look
from pikkit.rollout.ledger import Deployment
from pikkit.rollout.state import LedgerEvent, Phase, Rollout
from pikkit.rollout.strategy import make_strategy
from pikkit.settings import Settings

RULES = JudgeRules()


def look(settled: int, gain: float) -> LastLook:
    start = Deployment("1", datetime.now(UTC), "ann", "pikkit", "1", "2", "", {"1": 90, "2": 10}, LedgerEvent.START, ())
    plan = make_strategy("canary", "", "1m")
    rollout = Rollout("1", "2", plan, {"1": 90, "2": 10}, {"1": 100}, start, Phase.RUNNING, 1)
    arms = ArmTraffic(400, 0, 9.0), ArmTraffic(30, 0, 9.0)
    evidence = RolloutEvidence(np.full(settled, gain), np.empty(0), 0.0, *arms)
    return look_of((rollout, evidence, judge(evidence, RULES)), RULES)


def test_it_says_how_much_more_is_needed() -> None:
    results, closes = look(settled=120, gain=0.0).streams
    assert (results.events, results.missing) == (120, RULES.min_events - 120)
    assert (closes.events, closes.gain, closes.sure, closes.missing) == (0, None, 0.0, RULES.min_events)


def test_evidence_grows_until_it_is_sure() -> None:
    sure = [look(settled, gain=0.02).streams[0].sure for settled in (20, 60, 20_000)]
    assert 0 < sure[0] < sure[1] < sure[2] == 1.0


def test_evidence_against_a_candidate_is_none_for_it() -> None:
    assert look(settled=5000, gain=-0.05).streams[0].sure == pytest.approx(0.0, abs=0.05)


def test_it_is_read_again_for_the_same_rollout_alone(home: object) -> None:
    settings = Settings(store_url="")
    assert read_look(settings, ("1", "2")) is None
    told = look(settled=10, gain=0.0)
    write_look(settings, told)
    assert read_look(settings, ("1", "2")) == told
    assert read_look(settings, ("1", "3")) is None
