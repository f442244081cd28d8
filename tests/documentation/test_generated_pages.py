"""The generated references hold what the code holds."""

from pathlib import Path

import pytest
import typer

from documentation.alert_reference import alert_reference
from documentation.api_page import api_page
from documentation.command_page import command_page
from documentation.hook import on_post_page
from documentation.metrics_page import metrics_page

ROOT = Path(__file__).parents[2]


def test_every_command_is_described() -> None:
    from pikkit.cli.app import app

    page = command_page()
    names = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    assert [name for name in names if f"\n## pikkit {name}\n" not in page] == []
    assert "## pikkit rollout start" in page
    assert "`--strategy" in page


def test_every_route_is_described() -> None:
    page = api_page()
    assert "## POST /v1/score\n" in page
    assert "](#scored)" in page
    assert "### Scored\n" in page


def test_metrics_of_all_servers_are_described() -> None:
    page = metrics_page()
    for name in ("pikkit_predictions_total", "pikkit_drift_checks_total", "pikkit_outbox_entries"):
        assert f"| `{name}` |" in page


def test_every_alert_says_when_and_has_its_heading_among_the_operations() -> None:
    rows = [line.split("|") for line in alert_reference().splitlines() if line.startswith("| `")]
    operations = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    assert len(rows) >= 7
    for row in rows:
        assert f"## {row[1].strip(' `')}\n" in operations
        assert "{{" not in row[5]


@pytest.mark.parametrize(
    "element", ['<script src="https://cdn.example/x.js">', '<link href="//fonts.example/a.css" rel="stylesheet">']
)
def test_a_page_that_fetches_something_from_elsewhere_is_refused(element: str) -> None:
    with pytest.raises(ValueError, match="fetches"):
        on_post_page(f"<html>{element}</html>", page=None)


def test_links_to_elsewhere_are_no_fetching() -> None:
    page = '<a href="https://openlineage.io">x</a><script src="../assets/x.js"></script>'
    assert on_post_page(page, page=None) == page
