"""A bundle to a version of the registered model."""

from kfp import dsl
from kfp.dsl import Artifact, Dataset, Input, Model, Output

from pikkit.components.image import IMAGE


@dsl.component(base_image=IMAGE, install_kfp_package=False)
def register(  # noqa: PLR0917 - a component's ports, always named
    bundle: Input[Model],
    evaluation: Input[Artifact],
    report: Input[Artifact],
    bets: Input[Dataset],
    run_report: Input[Artifact],
    registered: Output[Artifact],
    model_name: str = "",
    tracking_uri: str = "",
    home: str = "",
) -> None:
    """Register the bundle in MLflow, with the evidence, under the alias its decision earned, and its columns in Feast.

    Changes the registry: switch caching off.

    Args:
        bundle: The bundle to register.
        evaluation: Its evaluation, whose decision picks the alias.
        report: The data quality report, kept with the run.
        bets: The snapshot it learned from, for its fingerprint.
        run_report: The folder report wrote, kept with the run; its card goes into the model.
        registered: JSON with name, version, alias, URI and run; the same as metadata.
        model_name: Name of the registered model; empty: the settings'.
        tracking_uri: MLflow's; empty: the settings'.
        home: Pikkit's home folder; empty: the settings'.
    """
    import json
    from dataclasses import asdict
    from pathlib import Path

    from pikkit.features.feast.model_services import register_model_service
    from pikkit.lineage.known import model
    from pikkit.lineage.recording import recorded
    from pikkit.registry import register as register_bundle
    from pikkit.settings import settings_with
    from pikkit.training.bundle import Bundle

    settings = settings_with(home=home, mlflow_tracking_uri=tracking_uri, model_name=model_name)
    read = {"bundle": bundle, "evaluation": evaluation, "report": report, "bets": bets, "run_report": run_report}
    with recorded("register", read) as lineage:
        made = register_bundle(
            Path(bundle.path),
            Path(evaluation.path),
            tracking_uri=settings.resolved_tracking_uri,
            name=settings.model_name,
            artifact_root=settings.resolved_home / "mlartifacts",
            reports=Path(report.path),
            run_report=Path(run_report.path),
            tags={"data_fingerprint": str(bets.metadata.get("fingerprint", ""))},
        )
        lineage.wrote(model(settings.resolved_tracking_uri, made.name, made.version))
    names = Bundle.load(Path(bundle.path)).feature_names
    register_model_service(settings.features_home, made.name, made.version, names, urls=settings.feature_urls)
    Path(registered.path).write_text(json.dumps(asdict(made)) + "\n", encoding="utf-8")
    registered.metadata.update({name: value or "" for name, value in asdict(made).items()})
