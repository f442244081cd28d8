"""Whatever is sent, the API answers as its OpenAPI document says."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import positive_data_acceptance

from pikkit.extension_api.extensions import held_by
from pikkit.keys import Scope, key_ring
from pikkit.settings import Settings
from tests.extension_api.service import app_of
from tests.servers import Running

EXAMPLES = 8
_MAY_REFUSE: list[Any] = [positive_data_acceptance]
"""Whether a text is a price, a cursor or a later day than another is more than a schema can say."""

pytestmark = pytest.mark.xdist_group("api")


@pytest.fixture
def caller(home: Path, predictor: Running) -> "Iterator[tuple[Any, dict[str, str]]]":
    """The service and the headers of one who may do everything that a bettor may."""
    config = Settings(home=home, predictor_url=predictor.url, predictor_seconds=30.0, api_rate_limit="1000000/minute")
    with app_of(config) as app:
        ring = key_ring(held_by(app).settings)
        _, key = ring.create("test", "ann", [Scope.SCORE, Scope.READ, Scope.WRITE])
        ring.close()
        yield app, {"Authorization": f"Bearer {key}"}


def test_schemathesis_finds_nothing(caller: "tuple[Any, dict[str, str]]") -> None:
    app, headers = caller
    schema = schemathesis.openapi.from_wsgi("/openapi.json", app, headers=headers)
    operations = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]
    assert len(operations) > 15
    for operation in operations:
        answers(operation.as_strategy(generation_mode=GenerationMode.POSITIVE), headers)
        if operation.query or operation.body:
            answers(operation.as_strategy(generation_mode=GenerationMode.NEGATIVE), headers)


def answers(cases: "st.SearchStrategy[Case[Any]]", headers: dict[str, str]) -> None:
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,  # what is sent is the same in every run: a rare find must not stop somebody else's work
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(cases)
    def ask(case: "Case[Any]") -> None:
        case.call_and_validate(headers=headers, excluded_checks=_MAY_REFUSE)

    ask()
