"""The pipelines as YAML, for a cluster: ``python -m pipelines.compile --out FOLDER``."""

import argparse
import sys
from pathlib import Path
from typing import Any

from kfp.compiler import Compiler

from pikkit.pipelines.baseline import baseline_pipeline
from pikkit.pipelines.ingestion import ingestion_pipeline
from pikkit.pipelines.monitoring import shared_monitoring_pipeline
from pikkit.pipelines.rollout import rollout_pipeline
from pikkit.pipelines.training import shared_training_pipeline

PIPELINES: dict[str, Any] = {
    "baseline": baseline_pipeline,
    "ingestion": ingestion_pipeline,
    "monitoring": shared_monitoring_pipeline,
    "rollout": rollout_pipeline,
    "training": shared_training_pipeline,
}
"""Every pipeline by the name of its file."""


def compile_all(out_dir: Path) -> list[Path]:
    """Compile every pipeline into a folder, which is made.

    Returns:
        The files, the same bytes each time the code is the same.
    """
    out_dir.mkdir(parents=True, exist_ok=True)
    written = []
    for name, pipeline in PIPELINES.items():
        path = out_dir / f"{name}.yaml"
        Compiler().compile(pipeline, str(path))
        written.append(path)
    return written


def main() -> int:
    """Compile them all and print the files, one a line."""
    parser = argparse.ArgumentParser(prog="python -m pipelines.compile", description="Compile every pipeline to YAML.")
    parser.add_argument("--out", type=Path, required=True, help="the folder to write to")
    for path in compile_all(parser.parse_args().out):
        sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
