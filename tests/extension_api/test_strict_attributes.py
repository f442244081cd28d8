"""Pages: what a template reads of an object is there, or the page fails; what nobody set is merely not shown."""

from datetime import date
from pathlib import Path

import pytest
from flask import render_template_string
from jinja2 import UndefinedError

from pikkit.settings import Settings
from tests.extension_api.service import app_of


@pytest.mark.parametrize("template", ["{{ day.yeer }}", "{% if day.yeer %}x{% endif %}"])
def test_an_attribute_that_an_object_has_not_is_an_error(home: Path, template: str) -> None:
    misspelt = pytest.raises(UndefinedError, match="no attribute 'yeer'")
    with app_of(Settings(home=home, store_url="")) as app, app.app_context(), misspelt:
        render_template_string(template, day=date(2026, 1, 1))


def test_what_a_mapping_lacks_and_a_name_nobody_gave_are_not_shown(home: Path) -> None:
    with app_of(Settings(home=home, store_url="")) as app, app.app_context():
        text = "{{ kept.until }}{% if others %}x{% endif %}{{ days|first }}."
        assert render_template_string(text, kept={}, days=[]) == "."
