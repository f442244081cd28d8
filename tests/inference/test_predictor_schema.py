"""Whatever its OpenAPI document allows, the predictor answers without failing."""

from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import Case
from schemathesis.core.result import Ok

from tests.servers import Running

pytestmark = pytest.mark.xdist_group("predictor")

EXAMPLES = 20


def test_no_request_that_the_document_allows_makes_it_fail(predictor: Running) -> None:
    schema = schemathesis.openapi.from_dict(httpx.get(f"{predictor.url}/openapi.json", trust_env=False).json())
    operations = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]
    assert len(operations) > 10
    for operation in operations:
        answers(operation.as_strategy(), predictor.url)


def answers(cases: "st.SearchStrategy[Case[Any]]", url: str) -> None:
    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(cases)
    def ask(case: "Case[Any]") -> None:
        response = case.call(base_url=url)
        assert response.status_code < 500 or response.status_code == 501, response.text

    ask()
