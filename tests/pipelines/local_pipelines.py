"""Small pipelines of real steps, for the local runner."""

from kfp import dsl
from kfp.dsl import Dataset, Metrics, Output

from pikkit.components.image import IMAGE


@dsl.component(base_image=IMAGE, install_kfp_package=False)
def say_where(where: Output[Dataset], metrics: Output[Metrics], text: str = "") -> None:
    import os
    import sys
    import tempfile
    from pathlib import Path

    from pikkit.settings import get_settings

    where.metadata["executable"] = sys.executable
    where.metadata["scratch"] = tempfile.gettempdir()
    where.metadata["home"] = str(get_settings().home)
    where.metadata["seed"] = get_settings().seed
    where.metadata["telemetry"] = os.environ["MLFLOW_DISABLE_TELEMETRY"]
    where.metadata["text"] = text
    Path(where.path).write_text(text, encoding="utf-8")
    metrics.log_metric("answer", 42)


@dsl.component(base_image=IMAGE, install_kfp_package=False)
def misbehave(how: str) -> None:
    import os
    import signal
    import sys

    from pikkit.base.errors import InputError

    sys.stdout.write("the step talks\n")
    if how == "refuse":
        raise InputError("This will not do.")
    if how == "break":
        raise ValueError("nobody expected it")
    os.kill(os.getpid(), signal.SIGKILL)


@dsl.pipeline(name="where")
def where_pipeline(text: str = "") -> None:
    say_where(text=text)


@dsl.pipeline(name="bad")
def bad_pipeline(how: str) -> None:
    misbehave(how=how)
