"""An address where something answers that is no Supabase project: always a sentence, and the key goes nowhere else."""

import pytest

from pikkit.base.errors import PikkitError
from pikkit.settings import Settings
from pikkit.store.opening import open_store
from tests.strangers import Stranger


def test_what_is_no_project_is_told_and_asked_once(stranger: Stranger) -> None:
    settings = Settings(supabase_service_key="the-service-key")
    with pytest.raises(PikkitError, match=r"127\.0\.0\.1") as refusal:
        open_store(f"supabase+http://127.0.0.1:{stranger.server_port}", settings)
    assert "the-service-key" not in str(refusal.value)
    assert len(stranger.asked) == 1
