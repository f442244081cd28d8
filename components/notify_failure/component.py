"""Word of a run that failed."""

from kfp import dsl
from kfp.dsl import PipelineTaskFinalStatus

from pikkit.components.image import IMAGE


@dsl.component(base_image=IMAGE, install_kfp_package=False)
def notify_failure(status: PipelineTaskFinalStatus, job: str = "", run_id: str = "", settings: str = "") -> None:
    """Tell people that a run failed: which steps did, and their last words; nothing if it came to its end.

    For an exit handler. Kubeflow Pipelines tells it a state and no reason, so that it looks the run up: in the home's
    lineage, else by the API of PIKKIT_SCHEDULE__KUBEFLOW_HOST. Through the channels of PIKKIT_NOTIFY_URLS, or in the
    log; one that fails does not fail the step. A stop by the quality gate is not told again if notify has told it.

    Args:
        status: How the run ended; Kubeflow Pipelines fills it in.
        job: Name of the run, for people.
        run_id: UUID of the run, to look it up by.
        settings: What differs from the settings where the step runs, as a JSON object: {"home": "/data"}.
    """
    from pikkit.home import Home
    from pikkit.lineage.recording import recorded
    from pikkit.monitoring.failed_run import EndedRun, failed_run_message
    from pikkit.notify.channels import send

    here = Home.of(settings)
    message = failed_run_message(EndedRun(status.state, status.error_message or "", job, run_id), here.settings)
    with recorded("notify_failure", here.settings):
        if message:
            send(message, here.settings.notify_urls)
