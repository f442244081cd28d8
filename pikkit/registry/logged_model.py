"""A bundle as a logged MLflow model: files and the name of a loader, nothing pickled."""

import shutil
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities import LoggedModel

REQUIREMENTS = ("pikkit", "numpy", "pandas", "pyarrow", "scikit-learn", "scipy", "xgboost-cpu")
"""Distributions a bundle needs to be loaded. Said here, MLflow need not guess them, which takes it seconds."""


def log_bundle(client: "MlflowClient", run_id: str, bundle: Path, name: str, card: Path | None = None) -> "LoggedModel":
    """Log a bundle as an output of a run, with its card beside its own files."""
    from mlflow.entities import LoggedModelOutput

    experiment = client.get_run(run_id).info.experiment_id
    logged = client.create_logged_model(experiment, name=name, source_run_id=run_id, model_type="pikkit")
    with TemporaryDirectory() as folder:
        whole = Path(folder) / "files" / bundle.name
        shutil.copytree(bundle, whole)
        if card and card.is_file():
            shutil.copyfile(card, whole / card.name)
        _save(whole, Path(folder) / "model", logged.model_id, run_id)
        client.log_model_artifacts(logged.model_id, str(Path(folder) / "model"))
    client.finalize_logged_model(logged.model_id, "READY")
    client.log_outputs(run_id, [LoggedModelOutput(logged.model_id, step=0)])
    return logged


def _save(bundle: Path, target: Path, model_id: str, run_id: str) -> None:
    import mlflow.pyfunc
    from mlflow.models import Model

    from pikkit.registry import pyfunc  # noqa: PLC0415 (only what is asked for)
    from pikkit.training.bundle import Bundle  # noqa: PLC0415 (loads xgboost)

    loaded = Bundle.load(bundle)
    mlflow.pyfunc.save_model(
        path=str(target),
        loader_module=pyfunc.__name__,
        data_path=str(bundle),
        mlflow_model=Model(model_id=model_id, run_id=run_id),
        signature=pyfunc.signature(loaded),
        input_example=pyfunc.input_example(loaded, bundle),
        pip_requirements=_requirements(),
    )


def _requirements() -> list[str]:
    """What is installed here, exactly; a library that is not installed is not needed by this bundle."""
    requirements = []
    for distribution in REQUIREMENTS:
        try:
            requirements.append(f"{distribution}=={version(distribution)}")
        except PackageNotFoundError:
            continue
    return requirements
