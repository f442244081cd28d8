"""Thresholds of the gate and anomaly rules come from the configuration; a mistake in it is told as a sentence."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import ValidationError

from pikkit.base.validation import problems_of
from pikkit.quality import CheckRule, QualityRules
from pikkit.settings import Settings
from pikkit.settings.anomalies import AnomalyPolicy
from pikkit.settings.check_severity import CheckSeverity
from pikkit.settings.quality import names_of_checks


@pytest.fixture
def configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Settings]:
    """Settings of a folder whose config.yaml holds the text."""

    def read(text: str) -> Settings:
        monkeypatch.setenv("PIKKIT_CONFIG", str(tmp_path))
        (tmp_path / "config.yaml").write_text(text, encoding="utf-8")
        return Settings()

    return read


def test_without_a_section_the_defaults_hold(configured: Callable[[str], Settings]) -> None:
    assert configured("").quality == QualityRules()
    assert configured("").anomalies.policy is AnomalyPolicy.IGNORE


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("block", CheckRule(CheckSeverity.BLOCK, 0.5)),
        ("off", CheckRule(CheckSeverity.OFF, 0.5)),
        ("'off'", CheckRule(CheckSeverity.OFF, 0.5)),
        ("{share: 0.9}", CheckRule(CheckSeverity.WARN, 0.9)),
        ("{severity: off}", CheckRule(CheckSeverity.OFF, 0.5)),
        ("{severity: block, share: 0.9}", CheckRule(CheckSeverity.BLOCK, 0.9)),
    ],
)
def test_a_check_is_configured_in_part_or_whole(
    said: str, rule: CheckRule, configured: Callable[[str], Settings]
) -> None:
    quality = configured(f"quality:\n  max_odds: 500\n  league_known: {said}\n").quality
    assert quality.league_known == rule
    assert quality.max_odds == 500
    assert quality.odds_known == QualityRules().odds_known


def test_the_environment_wins_over_the_file_field_by_field(
    configured: Callable[[str], Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIKKIT_QUALITY__MAX_ODDS", "7")
    monkeypatch.setenv("PIKKIT_QUALITY__LEAGUE_KNOWN__SEVERITY", "block")
    quality = configured("quality: {max_odds: 500, max_age_days: 3, league_known: {share: 0.8}}").quality
    assert (quality.max_odds, quality.max_age_days) == (7, 3)
    assert quality.league_known == CheckRule(CheckSeverity.BLOCK, 0.8)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("quality: {leage_known: block}", "quality: 'leage_known' is not known; the checks are enough_decided, "),
        ("quality: {league_known: maybe}", "quality.league_known.severity: should be 'block', 'warn' or 'off', not"),
        ("quality: {league_known: {share: 9}}", "quality.league_known.share: should be less than or equal to 1, not 9"),
        (
            "quality: {league_known: {least: 0.9}}",
            "quality.league_known: 'least' is not known; a check has a severity and a share",
        ),
        ("quality: {max_odds: -1}", "quality.max_odds: should be greater than 1, not -1"),
        ("quality: {max_odds: .inf}", "quality.max_odds: should be a finite number"),
        ("quality: {max_odds: high}", "quality.max_odds: should be a valid number"),
        ("quality: 7", "quality: should be a dictionary"),
        ("anomalies: {policy: drop}", "anomalies.policy: should be 'ignore', 'downweight' or 'exclude', not 'drop'"),
        ("anomalies: {kinds: [luck]}", "anomalies.kinds[0]: should be 'stake', 'odds', 'price', 'profit', 'volume' or"),
        ("anomalies: {zscore: 0}", "anomalies.zscore: should be greater than 0, not 0"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_what_is_accepted(
    text: str, sentence: str, configured: Callable[[str], Settings]
) -> None:
    with pytest.raises(ValidationError) as raised:
        configured(text)
    assert [str(problem)[: len(sentence)] for problem in problems_of(raised.value)] == [sentence]


def test_an_unknown_check_is_answered_with_every_check(configured: Callable[[str], Settings]) -> None:
    with pytest.raises(ValidationError) as raised:
        configured("quality: {nonsense: block}")
    assert all(name in str(raised.value) for name in names_of_checks())
