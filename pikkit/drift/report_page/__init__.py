"""A drift report as one self-contained page."""

from pikkit.drift.report_page.drift_report_page import drift_sections, render_drift_page

__all__ = ["drift_sections", "render_drift_page"]
