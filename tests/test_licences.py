"""Nothing is installed whose licence would bind who uses Pikkit."""

import pytest

from tests.licences import is_allowed, licences


def test_every_installed_package_has_a_licence_we_may_take() -> None:
    refused = {name: licence for name, licence in licences().items() if not is_allowed(licence)}
    assert not refused, "add it to tests/licences.py if it may be used, or do without it"


@pytest.mark.parametrize(
    "expression", ["GPL-3.0", "AGPL-3.0-only", "MIT AND GPL-3.0", "BUSL-1.1", "", "GPL-2.0 OR BUSL-1.1"]
)
def test_what_would_bind_is_refused(expression: str) -> None:
    assert not is_allowed(expression)


@pytest.mark.parametrize("expression", ["MIT", "GPL-2.0 OR MIT", "MPL-2.0 AND (Apache-2.0 OR MIT)"])
def test_one_of_several_is_enough_if_one_may_choose(expression: str) -> None:
    assert is_allowed(expression)
