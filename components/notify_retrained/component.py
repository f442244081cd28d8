"""Word of a retrained model."""

from kfp import dsl

from pikkit.components.image import IMAGE


@dsl.component(base_image=IMAGE, install_kfp_package=False)
def notify_retrained(settings: str = "") -> None:
    """Tell people what became of the model that was trained last: promoted, held or rejected, and why.

    Through the channels of PIKKIT_NOTIFY_URLS, or in the log; one that fails does not fail the step. It reads the
    registry and reaches out of the run: switch caching off.

    Args:
        settings: What differs from the settings where the step runs, as a JSON object: {"home": "/data"}.
    """
    from pikkit.home import Home
    from pikkit.lineage.recording import recorded
    from pikkit.monitoring.newest import newest_version
    from pikkit.notify.channels import send
    from pikkit.notify.notices import retrained_message

    here = Home.of(settings)
    with recorded("notify_retrained", here.settings):
        newest = newest_version(here.settings.model_name, here.settings.resolved_tracking_uri)
        if newest is not None:
            send(
                retrained_message(here.settings.model_name, newest.version, newest.decision, [newest.reasons]),
                here.settings.notify_urls,
            )
