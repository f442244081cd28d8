"""A run's record, page, card and pictures as files in one folder."""

import json
from pathlib import Path

from pikkit.registry.run_record import RUN_FACTS
from pikkit.report.card import render_card
from pikkit.report.pictures import write_pictures
from pikkit.report.report_record import RunReport
from pikkit.report.run_facts import run_facts
from pikkit.report.run_page import render_run_page

PAGE = "report.html"
CARD = "model_card.md"
RECORD = "run.json"
PICTURES = "pictures"


def write_report(report: RunReport, folder: Path) -> None:
    """Write them into a folder, which is made; the record is what the others can be made from again."""
    folder.mkdir(parents=True, exist_ok=True)
    report.write(folder / RECORD)
    (folder / PAGE).write_text(render_run_page(report), encoding="utf-8")
    (folder / CARD).write_text(render_card(report), encoding="utf-8")
    (folder / RUN_FACTS).write_text(json.dumps(run_facts(report)), encoding="utf-8")
    write_pictures(report, folder / PICTURES)
