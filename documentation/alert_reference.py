"""The reference of the alerts, from the chart's rules."""

import re
from pathlib import Path

_RULES = Path(__file__).parents[1] / "helm" / "pikkit" / "templates" / "monitoring.yaml"
_ALERT = re.compile(
    r"- alert: (?P<name>\w+)\n\s+expr: (?P<expr>.+)\n(?:\s+for: (?P<wait>\w+)\n)?"
    r"\s+labels: \{severity: (?P<severity>\w+)\}\n\s+annotations:\n\s+summary: (?P<summary>.+)\n"
)
_HEAD = """# Alerts

Made from the chart's PrometheusRule (`monitoring.rules`). [Operations](../operations.md) has what to do for each.

| alert | severity | after | says | when |
|---|---|---|---|---|
"""


def alert_reference() -> str:
    """Every alert of the chart, as Markdown."""
    text = _RULES.read_text(encoding="utf-8")
    alerts = list(_ALERT.finditer(text))
    if len(alerts) != text.count("- alert:"):
        raise ValueError(f"{_RULES} has {text.count('- alert:')} alerts, of which {len(alerts)} can be read.")
    return _HEAD + "".join(_row(one) for one in alerts)


def _row(alert: re.Match[str]) -> str:
    name, severity, wait, summary = alert.group("name", "severity", "wait", "summary")
    return f"| `{name}` | {severity} | {wait or 'at once'} | {summary} | `{_plain(alert['expr'])}` |\n"


def _plain(expression: str) -> str:
    """Without what the chart fills in."""
    shortened = re.sub(r'namespace="\{\{[^}]+\}\}",? ?', "", expression)
    shortened = re.sub(r" ?\{\{-? ?\$\w+ ?-?\}\},? ?", "", shortened).replace("{}", "")
    return re.sub(r"\{\{ ?\$name ?\}\}", "RELEASE", shortened).replace("|", "\\|")
