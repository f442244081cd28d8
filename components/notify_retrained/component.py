"""Word of a retrained model."""

from kfp import dsl

from pikkit.components.image import IMAGE


@dsl.component(base_image=IMAGE, install_kfp_package=False)
def notify_retrained(model_name: str = "", tracking_uri: str = "", home: str = "") -> None:
    """Tell people what became of the model that was trained last: promoted, held or rejected, and why.

    Through the channels of PIKKIT_NOTIFY_URLS, or in the log; one that fails does not fail the step. It reads the
    registry and reaches out of the run: switch caching off.

    Args:
        model_name: Name of the registered model; empty: the settings'.
        tracking_uri: MLflow's; empty: the settings'.
        home: Pikkit's home folder; empty: the settings'.
    """
    from pikkit.lineage.recording import recorded
    from pikkit.monitoring.newest import newest_version
    from pikkit.notify.channels import send
    from pikkit.notify.notices import retrained_message
    from pikkit.settings import settings_with

    settings = settings_with(home=home, mlflow_tracking_uri=tracking_uri, model_name=model_name)
    with recorded("notify_retrained"):
        newest = newest_version(settings.model_name, settings.resolved_tracking_uri)
        if newest is not None:
            send(retrained_message(settings.model_name, newest.version, newest.decision, [newest.reasons]))
