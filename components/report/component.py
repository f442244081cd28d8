"""A run to a page, a model card and pictures."""

from kfp import dsl
from kfp.dsl import HTML, Artifact, Dataset, Input, Model, Output

from pikkit.components.image import IMAGE


@dsl.component(base_image=IMAGE, install_kfp_package=False)
def report(  # noqa: PLR0917 - ports, always named
    features: Input[Dataset],
    blend: Input[Model],
    bundle: Input[Model],
    evaluation: Input[Artifact],
    bets: Input[Dataset],
    run_report: Output[Artifact],
    page: Output[HTML],
    test_share: float = 0.3,
    settings: str = "",
) -> None:
    """Tell what the run came to: a page in HTML, a model card, pictures, and the record they are made from.

    Reads the registry and the tuning storage: switch caching off.

    Args:
        features: The folder build_features wrote.
        blend: The folder ensemble wrote.
        bundle: The bundle that is registered.
        evaluation: Its evaluation.
        bets: The snapshot it learned from, for its fingerprint.
        run_report: Folder with report.html, model_card.md, run.json and pictures.
        page: The page, for the run's own page.
        test_share: Last share of the bets, by time, that was held out.
        settings: What differs from the settings where the step runs, as a JSON object: {"home": "/data"}.
    """
    from pathlib import Path
    from shutil import copyfile

    from pikkit.base.progress import teller
    from pikkit.home import Home
    from pikkit.lineage.recording import recorded
    from pikkit.report import PAGE, RunFiles, run_headline, tell_of_run
    from pikkit.report.champion_files import champion_files
    from pikkit.training.learning_sample import learned_rows

    here = Home.of(settings)
    files = RunFiles(Path(bundle.path), Path(evaluation.path), Path(blend.path))
    read = {"features": features, "blend": blend, "bundle": bundle, "evaluation": evaluation, "bets": bets}
    with recorded("report", here.settings, read, {"run_report": run_report}):
        run = tell_of_run(
            here.settings.model_name,
            champion_files(files, here.settings),
            Path(run_report.path),
            training=learned_rows(Path(features.path)),
            test_share=test_share,
            storage=here.settings.resolved_tuning_storage,
            data_fingerprint=str(bets.metadata.get("fingerprint", "")),
            anomalies=here.settings.anomalies,
            tell=teller("report"),
        )
    copyfile(Path(run_report.path) / PAGE, page.path)
    run_report.metadata["verdict"] = run_headline(run)
