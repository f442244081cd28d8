"""What a training run came to, for people: a page, a model card and pictures, all made from one record."""

from pikkit.report.card import render_card
from pikkit.report.gathered_report import RunFiles, gather_report
from pikkit.report.report_record import RunReport
from pikkit.report.run_files import CARD, PAGE, RECORD, write_report
from pikkit.report.run_page import render_run_page
from pikkit.report.sentences import run_headline
from pikkit.report.step import tell_of_run

__all__ = [
    "CARD",
    "PAGE",
    "RECORD",
    "RunFiles",
    "RunReport",
    "gather_report",
    "render_card",
    "render_run_page",
    "run_headline",
    "tell_of_run",
    "write_report",
]
