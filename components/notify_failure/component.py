"""Word of a run that failed."""

from kfp import dsl
from kfp.dsl import PipelineTaskFinalStatus

from pikkit.components.image import IMAGE


@dsl.component(base_image=IMAGE, install_kfp_package=False)
def notify_failure(status: PipelineTaskFinalStatus, settings: str = "") -> None:
    """Tell people that a run failed, and why as far as its lineage says; nothing if it came to its end.

    For an exit handler. Through the channels of PIKKIT_NOTIFY_URLS, or in the log; one that fails does not fail the
    step. A stop by the quality gate is not told again if notify has told it.

    Args:
        status: How the run ended; Kubeflow Pipelines fills it in.
        settings: What differs from the settings where the step runs, as a JSON object: {"home": "/data"}.
    """
    from pikkit.home import Home
    from pikkit.lineage.recording import recorded
    from pikkit.lineage.run_failure import untold_failure
    from pikkit.notify.channels import failure_message, send

    here = Home.of(settings)
    reason = untold_failure(status.error_message or "", here.settings) if status.state == "FAILED" else ""
    with recorded("notify_failure", here.settings):
        if reason:
            send(failure_message(reason), here.settings.notify_urls)
