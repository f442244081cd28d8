"""A bundle to a version of the registered model."""

from kfp import dsl
from kfp.dsl import Artifact, Dataset, Input, Model, Output

from pikkit.components.image import IMAGE


@dsl.component(base_image=IMAGE, install_kfp_package=False)
def register(
    bundle: Input[Model],
    evaluation: Input[Artifact],
    report: Input[Artifact],
    bets: Input[Dataset],
    run_report: Input[Artifact],
    registered: Output[Artifact],
    settings: str = "",
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
        settings: What differs from the settings where the step runs, as a JSON object: {"home": "/data"}.
    """
    import json
    from dataclasses import asdict
    from pathlib import Path

    from pikkit.base.progress import teller
    from pikkit.features.feast.model_services import register_model_service
    from pikkit.home import Home
    from pikkit.lineage.known_datasets import model
    from pikkit.lineage.recording import recorded
    from pikkit.registry import register as register_bundle
    from pikkit.training.bundle import Bundle
    from pikkit.workflows.run_context import run_context

    here = Home.of(settings)
    read = {"bundle": bundle, "evaluation": evaluation, "report": report, "bets": bets, "run_report": run_report}
    tell, parts = teller("register"), "parts (figures, files, model, version, columns in Feast)"
    with recorded("register", here.settings, read) as lineage:
        made = register_bundle(
            Path(bundle.path),
            Path(evaluation.path),
            tracking_uri=here.settings.resolved_tracking_uri,
            name=here.settings.model_name,
            artifact_root=here.settings.resolved_home / "mlartifacts",
            reports=Path(report.path),
            run_report=Path(run_report.path),
            context=run_context(here.settings, str(bets.metadata.get("fingerprint", "")), registered.uri),
            tell=lambda done, own, _: tell(done, own + 1, parts),  # the last is below
        )
        lineage.wrote(model(here.settings.resolved_tracking_uri, made.name, made.version))
    names = Bundle.load(Path(bundle.path)).feature_names
    register_model_service(here.settings.features_home, made.name, made.version, names, urls=here.settings.feature_urls)
    Path(registered.path).write_text(json.dumps(asdict(made)) + "\n", encoding="utf-8")
    registered.metadata.update({name: value or "" for name, value in asdict(made).items()})
