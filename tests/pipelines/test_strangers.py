"""An address where something answers that is no Kubeflow Pipelines, such as a page to sign in on: always a sentence."""

import pytest
from pydantic import SecretStr

from pikkit.base.errors import NotReadyError, PikkitError
from pikkit.kubeflow.api import KubeflowApi
from pikkit.settings.schedule import ScheduleRules
from pipelines.connection import Connection
from tests.strangers import Stranger

RUN = "0b2f1e8e-0000-4000-8000-000000000000"


def rules_of(stranger: Stranger) -> ScheduleRules:
    return ScheduleRules(
        kubeflow_host=f"http://127.0.0.1:{stranger.server_port}", kubeflow_token=SecretStr("the-token")
    )


def test_connecting_says_what_is_there_after_one_request(stranger: Stranger) -> None:
    with pytest.raises(NotReadyError, match=r"no Kubeflow Pipelines|sends its visitors on to|refuses") as refusal:
        Connection(rules_of(stranger))
    assert "the-token" not in str(refusal.value)
    assert len(stranger.asked) == 1


def test_reading_a_run_never_fails_otherwise(stranger: Stranger) -> None:
    with pytest.raises(PikkitError) as refusal:
        KubeflowApi.of(rules_of(stranger)).run(RUN)
    assert "the-token" not in str(refusal.value)
