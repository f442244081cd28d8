"""What is said of a pipeline's run that was followed to a bad end."""

import pytest

from pikkit.cli.commands.pipelines_run import follow
from pikkit.embedded.child import ChildFailedError


@pytest.mark.parametrize("last", ["pipeline: failed", '{"run": "1", "state": "FAILED", "error": "no"}'])
@pytest.mark.usefixtures("home")
def test_a_run_that_failed_is_told_in_its_own_words_alone(last: str) -> None:
    with pytest.raises(ChildFailedError) as failed:
        follow("tests.cli.failed_run", [last], as_json=False)
    assert str(failed.value) == "The run failed; the step says why."


@pytest.mark.usefixtures("home")
def test_a_process_that_ends_before_its_run_is_told_of_with_its_log() -> None:
    with pytest.raises(ChildFailedError, match=r"The pipeline ended with code 1\. .* Its log is "):
        follow("tests.cli.failed_run", ["tune: running"], as_json=False)
