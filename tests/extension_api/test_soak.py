"""A long day in small: what the API holds must not grow with the requests. benchmarks/soak_bench.py is the long one."""

from pathlib import Path

import pytest

from tests.extension_api.soaking import soak, standing
from tests.servers import running
from tests.trained import process_environment

API = ["-m", "pikkit.extension_api", "--port", "0", "--predictor-url", "http://127.0.0.1:1"]
WARM, MEASURED = 1500, 3000


@pytest.mark.xdist_group("api")
def test_thousands_of_requests_leave_nothing_behind(home: Path) -> None:
    """Memory: 5 MB in 1,000 requests was a fault once; 100,000 grow it by 12 MB, most of it in the first 10,000."""
    environment = process_environment(home) | {"PIKKIT_API_RATE_LIMIT": "100000000/minute"}
    with running(API, environment) as api:
        soak(api.url, WARM)
        before = standing(api, home)
        soaked = soak(api.url, MEASURED)
        after = standing(api, home)
        assert not soaked.failures, [line for line in api.log if "Traceback" in line or "Error" in line]
    assert after.memory - before.memory < 15
    assert after.descriptors - before.descriptors <= 10
    assert after.threads <= before.threads + 1
    assert after.files - before.files < 5
